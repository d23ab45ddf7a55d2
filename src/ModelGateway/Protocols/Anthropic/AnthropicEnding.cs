using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>How a turn ended: the fields that a whole message and a stream's <c>message_delta</c> share.</summary>
internal struct AnthropicEnding
{
    private string? _category;
    private string? _explanation;
    private JsonElement _container;
    private JsonElement _contextManagement;

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
            case AnthropicProperty.Container:
                _container = reader.TokenType == JsonTokenType.Null ? _container : WireJson.ReadMended(ref reader);
                return true;
            case AnthropicProperty.ContextManagement:
                _contextManagement = reader.TokenType == JsonTokenType.Null ? _contextManagement : WireJson.ReadMended(ref reader);
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

    /// <summary>The content that keeps the container of the answer's code for the next request; null where there was none.</summary>
    public readonly AIContent? CreateContainer() => AnthropicContainer.Create(_container);

    /// <summary>The answer's additional properties; null for none.</summary>
    /// <param name="usage">The usage, which tells the class of service that was served.</param>
    /// <param name="options">The request's options: the standard class is only told to those that set something of their own.</param>
    public readonly AdditionalPropertiesDictionary? CreateProperties(CompoundUsageDetails? usage, ChatOptions? options)
    {
        AdditionalPropertiesDictionary? properties = null;
        if (StopSequence is not null)
        {
            (properties ??= [])["stop_sequence"] = StopSequence;
        }

        if (usage?.ServiceTier is { } tier
            && (ServiceTiers.Normalize(tier) is not null || options is { AdditionalProperties.Count: > 0 }))
        {
            (properties ??= [])[AnswerProperties.ServiceTier] = tier;
        }

        if (_container.ValueKind != JsonValueKind.Undefined)
        {
            (properties ??= [])["container"] = _container;
        }

        if (_contextManagement.ValueKind != JsonValueKind.Undefined)
        {
            (properties ??= [])["context_management"] = _contextManagement;
        }

        return properties;
    }

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
