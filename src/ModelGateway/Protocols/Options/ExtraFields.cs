using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Options;

/// <summary>Writes additional properties as fields of the body, for settings that have no option.</summary>
internal static class ExtraFields
{
    private const string GatewayPrefix = "modelgateway.";

    /// <summary>Writes the properties.</summary>
    /// <param name="writer">Stands within the body.</param>
    /// <param name="call">The call, for its notes.</param>
    /// <param name="properties">The properties; may be null.</param>
    /// <param name="isWritten">Whether the body has a field already; such a property is noted instead.</param>
    /// <param name="handled">A property that is written elsewhere.</param>
    public static void Write(
        Utf8JsonWriter writer,
        ProviderCall call,
        AdditionalPropertiesDictionary? properties,
        Func<string, bool> isWritten,
        string? handled = null)
    {
        if (properties is { Count: > 0 })
        {
            Write(writer, call, properties, new WrittenFields(isWritten), handled);
        }
    }

    /// <inheritdoc cref="Write(Utf8JsonWriter, ProviderCall, AdditionalPropertiesDictionary, Func{string, bool}, string)"/>
    public static void Write<TFields>(
        Utf8JsonWriter writer,
        ProviderCall call,
        AdditionalPropertiesDictionary? properties,
        TFields fields,
        string? handled = null)
        where TFields : IWrittenFields, allows ref struct
    {
        if (properties is not { Count: > 0 })
        {
            return;
        }

        foreach ((string name, object? value) in properties)
        {
            if (name == handled || name.StartsWith(GatewayPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (fields.IsWritten(name))
            {
                call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request has that field already.");
                continue;
            }

            writer.WritePropertyName(name);
            ToolArguments.WriteValue(writer, value);
        }
    }

    /// <summary>Notes a number of choices other than 1, where the answers of all but the first are not read.</summary>
    public static void NoteChoices(ProviderCall call, AdditionalPropertiesDictionary? properties)
    {
        if (properties is { Count: > 0 } && properties.TryGetValue("n", out object? choices)
            && choices is not (1 or JsonElement { ValueKind: JsonValueKind.Null }))
        {
            call.Notes.Add("Of the n choices only the first is read.");
        }
    }

    /// <summary>Whether a property is true, also after a way through JSON.</summary>
    public static bool IsTrue(IReadOnlyDictionary<string, object?>? properties, string name) =>
        properties is not null && properties.TryGetValue(name, out object? value)
            && value is true or JsonElement { ValueKind: JsonValueKind.True };

    private readonly struct WrittenFields(Func<string, bool> isWritten) : IWrittenFields
    {
        public bool IsWritten(string name) => isWritten(name);
    }
}
