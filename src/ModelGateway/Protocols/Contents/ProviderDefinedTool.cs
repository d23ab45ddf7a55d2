using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway;

/// <summary>
/// A tool as the JSON of its provider, for tools that no other type describes, e.g. Anthropic's <c>web_fetch</c> and <c>memory</c>.
/// Deployments of other protocols refuse it, and the next one is tried.
/// </summary>
public sealed class ProviderDefinedTool : AITool
{
    /// <summary>Initializes a tool.</summary>
    /// <param name="name">The name, as in the definition.</param>
    /// <param name="definition">The element of the request's <c>tools</c>, a JSON object; sent as it is.</param>
    public ProviderDefinedTool(string name, JsonElement definition)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (definition.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("A tool's definition is a JSON object.", nameof(definition));
        }

        Name = name;
        Definition = definition.Clone();
    }

    /// <summary>Gets the name of the tool.</summary>
    public override string Name { get; }

    /// <summary>Gets the definition, which is sent unchanged.</summary>
    public JsonElement Definition { get; }
}
