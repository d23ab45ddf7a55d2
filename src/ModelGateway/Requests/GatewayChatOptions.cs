using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using ModelGateway.Providers.Wrapped;

namespace ModelGateway;

/// <summary>
/// Chat options with the gateway's settings beside them. The settings also travel among the additional properties, so that a framework
/// which rebuilds the options from their parts keeps them.
/// </summary>
public sealed class GatewayChatOptions : ChatOptions, IGatewayOnlyOptions
{
    private GatewayRequestOptions _settings = GatewayRequestOptions.Default;

    /// <summary>Initializes options that ask nothing special.</summary>
    public GatewayChatOptions()
    {
    }

    /// <summary>Initializes a copy.</summary>
    /// <param name="other">The options to copy, plain or not; its gateway settings are copied too.</param>
    public GatewayChatOptions(ChatOptions? other)
        : base(other)
    {
        _settings = GatewayRequestOptions.From(other);
    }

    /// <summary>The settings. Serializers do not see them, as they do not see those of plain options: a cache round the gateway hashes its options.</summary>
    [JsonIgnore]
    public GatewayRequestOptions Settings
    {
        get => _settings;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _settings = value;
            GatewayRequestOptions.Attach(this, value);
        }
    }

    /// <inheritdoc/>
    public override ChatOptions Clone() => new GatewayChatOptions(this);

    ChatOptions IGatewayOnlyOptions.ToPlain() => new()
    {
        AdditionalProperties = AdditionalProperties?.Clone(),
        AllowBackgroundResponses = AllowBackgroundResponses,
        AllowMultipleToolCalls = AllowMultipleToolCalls,
        ContinuationToken = ContinuationToken,
        ConversationId = ConversationId,
        FrequencyPenalty = FrequencyPenalty,
        Instructions = Instructions,
        MaxOutputTokens = MaxOutputTokens,
        ModelId = ModelId,
        PresencePenalty = PresencePenalty,
        RawRepresentationFactory = RawRepresentationFactory,
        Reasoning = Reasoning,
        ResponseFormat = ResponseFormat,
        Seed = Seed,
        StopSequences = StopSequences is null ? null : [.. StopSequences],
        Temperature = Temperature,
        ToolMode = ToolMode,
        Tools = Tools is null ? null : [.. Tools],
        TopK = TopK,
        TopP = TopP,
    };
}
