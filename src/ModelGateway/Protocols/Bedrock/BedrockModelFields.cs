using System.Text.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Writes <c>additionalModelRequestFields</c>, which Converse passes on to the model; begun with its first field.</summary>
internal struct BedrockModelFields(Utf8JsonWriter writer, ChatCall call)
{
    private HashSet<string>? _written;

    /// <summary>Begins a field; the writer for its value, or null, and a note, where the field is there already.</summary>
    public Utf8JsonWriter? TryBegin(string name)
    {
        if (_written is null)
        {
            writer.WriteStartObject(BedrockNames.AdditionalModelRequestFields);
            _written = new HashSet<string>(StringComparer.Ordinal);
        }

        if (!_written.Add(name))
        {
            call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request already has this field.");
            return null;
        }

        writer.WritePropertyName(name);
        return writer;
    }

    public readonly void End()
    {
        if (_written is not null)
        {
            writer.WriteEndObject();
        }
    }
}
