using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>A recorded tool. <see cref="AIFunctionFactory"/> declares none with additional properties.</summary>
internal sealed class DeclaredTool(string name, string description, JsonElement schema, IReadOnlyDictionary<string, object?> extras)
    : AIFunctionDeclaration
{
    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema => schema;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties => extras;
}
