using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>How a turn ended: the fields that a whole message and a stream's <c>message_delta</c> share.</summary>
internal struct AnthropicEnding
{
    private string? _category;
    private string? _explanation;

    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>The stop sequence that was met.</summary>
    public string? StopSequence { get; private set; }

    /// <summary>Reads a property's value if the property belongs to the ending. The reader stands on the value.</summary>
    public bool TryRead(ref Utf8JsonReader reader, AnthropicProperty property)
    {
        switch (property)
        {
            case AnthropicProperty.StopReason:
                FinishReason = AnthropicWords.ReadFinishReason(ref reader) ?? FinishReason;
                return true;
            case AnthropicProperty.StopSequence:
                StopSequence = SurrogateHalves.ReadString(in reader);
                return true;
            case AnthropicProperty.StopDetails:
                ReadDetails(ref reader);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The explanation that comes with a refusal; null where there is none.</summary>
    public readonly ErrorContent? CreateRefusal() =>
        FinishReason == ChatFinishReason.ContentFilter && (_explanation ?? _category) is not null
            ? new ErrorContent(_explanation ?? "The model refused to answer.") { ErrorCode = "refusal", Details = _category }
            : null;

    public readonly AdditionalPropertiesDictionary? CreateProperties() =>
        StopSequence is null ? null : new AdditionalPropertiesDictionary { ["stop_sequence"] = StopSequence };

    private void ReadDetails(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(AnthropicNames.Category))
            {
                reader.Read();
                _category = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Explanation))
            {
                reader.Read();
                _explanation = SurrogateHalves.ReadString(in reader);
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }
    }
}
