using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Options;

/// <summary>Writes additional properties as fields of the body, for what has no option.</summary>
internal static class ExtraFields
{
    private const string OwnPrefix = "modelgateway.";

    /// <summary>Writes the properties.</summary>
    /// <param name="writer">Stands within the body.</param>
    /// <param name="call">The call, for its notes.</param>
    /// <param name="properties">The properties; may be null.</param>
    /// <param name="isWritten">Whether the body has a field already; such a property is named in the notes instead.</param>
    /// <param name="handled">A property that is written elsewhere.</param>
    public static void Write(
        Utf8JsonWriter writer,
        ProviderCall call,
        AdditionalPropertiesDictionary? properties,
        Func<string, bool> isWritten,
        string? handled = null)
    {
        if (properties is not { Count: > 0 })
        {
            return;
        }

        foreach ((string name, object? value) in properties)
        {
            if (name == handled || name.StartsWith(OwnPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (isWritten(name))
            {
                call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request has that field already.");
                continue;
            }

            writer.WritePropertyName(name);
            ToolArguments.WriteValue(writer, value);
        }
    }

    /// <summary>Whether a property says yes, also after a way through JSON.</summary>
    public static bool IsTrue(IReadOnlyDictionary<string, object?>? properties, string name) =>
        properties is not null && properties.TryGetValue(name, out object? value) && value is true or JsonElement { ValueKind: JsonValueKind.True };
}
