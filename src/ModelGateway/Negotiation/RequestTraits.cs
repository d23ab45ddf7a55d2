using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Negotiation;

/// <summary>What the rules of models look at in a request. Read only for candidates that have rules which the request may touch.</summary>
internal readonly struct RequestTraits
{
    private const string ResponsesSuffix = "-responses";

    private readonly ChatOptions? _options;

    private RequestTraits(ChatOptions? options) => _options = options;

    /// <summary>Everything that the request uses: capabilities and single options.</summary>
    public CapabilityFlags Uses { get; private init; }

    /// <summary>The effort that the request asks for.</summary>
    public EffortWord Effort { get; private init; }

    /// <summary>Whether the request brings the field of the effort itself, as an additional property, which is sent as it is.</summary>
    public bool HasOwnEffort { get; private init; }

    /// <summary>Where the function calls came from whose results the request brings.</summary>
    public LoopOrigin Loop { get; private init; }

    /// <param name="messages">The messages.</param>
    /// <param name="options">The options.</param>
    /// <param name="uses">The capabilities that the request was found to use.</param>
    public static RequestTraits Read(IReadOnlyList<ChatMessage> messages, ChatOptions? options, CapabilityFlags uses)
    {
        EffortWord effort = options?.Reasoning?.Effort switch
        {
            null => EffortWord.Unset,
            ReasoningEffort.None => EffortWord.None,
            ReasoningEffort.Low => EffortWord.Low,
            ReasoningEffort.Medium => EffortWord.Medium,
            ReasoningEffort.High => EffortWord.High,
            _ => EffortWord.XHigh,
        };
        bool hasOwnEffort = ChatOnlyOptions.FindEffort(options, ref effort);
        return new RequestTraits(options)
        {
            Uses = options is null ? uses : uses | ReadOptions(options),
            Effort = effort,
            HasOwnEffort = hasOwnEffort,
            Loop = FindLoop(messages),
        };
    }

    /// <summary>An option that only Chat Completions has; null where there is none.</summary>
    /// <param name="refused">What the model never takes.</param>
    public string? FindChatOption(CapabilityFlags refused) => ChatOnlyOptions.Find(_options, Uses, refused);

    /// <summary>The single options that a request sets.</summary>
    public static CapabilityFlags ReadOptions(ChatOptions options) =>
        (options.Temperature is not null ? RuleFlags.Temperature : 0)
        | (options.TopP is not null ? RuleFlags.TopP : 0)
        | (options.FrequencyPenalty is not null ? RuleFlags.FrequencyPenalty : 0)
        | (options.PresencePenalty is not null ? RuleFlags.PresencePenalty : 0)
        | (options.AllowMultipleToolCalls is not null && options.Tools is { Count: > 0 } ? RuleFlags.ParallelCalls : 0)
        | (options.Reasoning?.Effort is not null ? RuleFlags.Effort : 0);

    private static LoopOrigin FindLoop(IReadOnlyList<ChatMessage> messages)
    {
        if (messages.Count == 0 || messages[^1].Role != ChatRole.Tool)
        {
            return LoopOrigin.None;
        }

        for (int i = messages.Count - 2; i >= 0; i--)
        {
            if (messages[i].Role == ChatRole.Assistant)
            {
                return IsFromResponses(messages[i].Contents) ? LoopOrigin.Responses : LoopOrigin.Other;
            }
        }

        return LoopOrigin.Other;
    }

    private static bool IsFromResponses(IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i].AdditionalProperties is { } properties
                && ContentOrigin.ReadString(properties, ContentOrigin.OriginKey) is { } origin
                && origin.EndsWith(ResponsesSuffix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
