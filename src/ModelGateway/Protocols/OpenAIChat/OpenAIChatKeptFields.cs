using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Fields of an answer that are handed on as they are. Of one that chunks repeat, the last counts.</summary>
internal sealed class OpenAIChatKeptFields
{
    private readonly List<(string Name, byte[] Json)> _fields = [];

    /// <summary>Keeps the property that the reader stands on; null is no value.</summary>
    public void Keep(JsonEncodedText name, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        bool isNull = reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        if (isNull)
        {
            return;
        }

        ReadOnlySpan<byte> value = json[start..(int)reader.BytesConsumed];
        int index = _fields.FindIndex(field => field.Name == name.Value);
        if (index < 0)
        {
            _fields.Add((name.Value, value.ToArray()));
        }
        else if (!value.SequenceEqual(_fields[index].Json))
        {
            _fields[index] = (name.Value, value.ToArray());
        }
    }

    /// <summary>Adds them: strings as such, all else as <see cref="JsonElement"/>.</summary>
    public void CopyTo(AdditionalPropertiesDictionary properties)
    {
        foreach ((string name, byte[] json) in _fields)
        {
            JsonElement value = WireJson.Parse(json);
            properties[name] = value.ValueKind == JsonValueKind.String ? value.GetString() : value;
        }
    }
}
