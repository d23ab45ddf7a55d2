using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// How <see cref="ChatOptions.Reasoning"/> and the output limit are sent. Models since 4.6 take <c>thinking: adaptive</c> with an effort;
/// older ones take a budget of thinking tokens, which the output limit includes.
/// </summary>
internal readonly struct AnthropicReasoning
{
    /// <summary>Sent where nobody set a limit, as the protocol requires one; every served model allows it.</summary>
    public const int DefaultMaxOutputTokens = 8192;

    /// <summary>The same with thinking, whose tokens count against the limit.</summary>
    public const int DefaultMaxOutputTokensWithThinking = 32_000;

    private const int LeastBudget = 1024;

    public int MaxTokens { get; private init; }

    /// <summary>The value of <c>thinking.type</c>; null where the field is not sent.</summary>
    public string? Thinking { get; private init; }

    public int Budget { get; private init; }

    public string? Display { get; private init; }

    /// <summary>The value of <c>output_config.effort</c>; null where it is not sent.</summary>
    public string? Effort { get; private init; }

    public bool IsThinking => Thinking is "adaptive" or "enabled";

    public static AnthropicReasoning Decide(ChatCall call, AnthropicModel model)
    {
        ReasoningOptions? asked = call.Options?.Reasoning;
        int? budget = ProviderExtras.ThinkingBudget(call.Options);
        bool shown = asked?.Output is ReasoningOutput.Summary or ReasoningOutput.Full;
        if (asked?.Effort is null && !shown && budget is null)
        {
            return new AnthropicReasoning { MaxTokens = MaxTokensOf(call, model.ThinksUnasked) };
        }

        if (budget == 0 || (budget is null && asked!.Effort == ReasoningEffort.None))
        {
            if (model.CanThink && model.LeastThinking is null)
            {
                call.Notes.Add($"Thinking was not turned off: {call.ModelId} always thinks.");
            }

            return new AnthropicReasoning { MaxTokens = MaxTokensOf(call, model.LeastThinking is not "disabled" && model.CanThink), Thinking = model.LeastThinking };
        }

        if (!model.CanThink)
        {
            call.Notes.Add($"Reasoning was not sent: {call.ModelId} does not reason.");
            return new AnthropicReasoning { MaxTokens = MaxTokensOf(call, thinking: false) };
        }

        string? effort = model.AdaptsThinking ? EffortOf(asked?.Effort, model) : null;
        if (Hindrance(call, model) is { } reason)
        {
            call.Notes.Add($"Thinking was not sent: {reason}");
            return new AnthropicReasoning { MaxTokens = MaxTokensOf(call, model.ThinksUnasked), Effort = effort };
        }

        if (budget is not null && model.AdaptsThinking)
        {
            call.Notes.Add($"ThinkingBudget was not sent: {call.ModelId} decides itself how much it thinks; Reasoning.Effort guides it.");
        }

        if (asked?.Output == ReasoningOutput.Full)
        {
            call.Notes.Add("Reasoning.Output Full was sent as summarized: Anthropic shows no more than summaries.");
        }

        int maxTokens = MaxTokensOf(call, thinking: true);
        return new AnthropicReasoning
        {
            MaxTokens = maxTokens,
            Thinking = model.AdaptsThinking ? "adaptive" : "enabled",
            Budget = model.AdaptsThinking ? 0 : BudgetOf(asked?.Effort, budget, maxTokens, call),
            Display = !model.AdaptsThinking ? null : shown ? "summarized" : asked?.Output == ReasoningOutput.None ? "omitted" : null,
            Effort = effort,
        };
    }

    private static int MaxTokensOf(ChatCall call, bool thinking)
    {
        if (call.MaxOutputTokens is { } asked)
        {
            return asked;
        }

        call.Notes.Add(thinking
            ? "MaxOutputTokens was not set: 32000 was sent, as Anthropic requires a limit."
            : "MaxOutputTokens was not set: 8192 was sent, as Anthropic requires a limit.");
        return thinking ? DefaultMaxOutputTokensWithThinking : DefaultMaxOutputTokens;
    }

    private static string? EffortOf(ReasoningEffort? effort, AnthropicModel model) => effort switch
    {
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => model.HasExtraHighEffort ? "xhigh" : "max",
        _ => null,
    };

    private static int BudgetOf(ReasoningEffort? effort, int? asked, int maxTokens, ChatCall call)
    {
        if (asked < LeastBudget)
        {
            call.Notes.Add($"ThinkingBudget was sent as {LeastBudget}: Anthropic takes no less.");
            asked = LeastBudget;
        }

        int budget = asked ?? effort switch
        {
            ReasoningEffort.Low => 2048,
            ReasoningEffort.High => 16_384,
            ReasoningEffort.ExtraHigh => 24_576,
            _ => 8192,
        };
        if (budget < maxTokens)
        {
            return budget;
        }

        int reduced = Math.Max(LeastBudget, maxTokens / 2);
        call.Notes.Add($"The thinking budget was reduced from {budget} to {reduced} tokens to stay below MaxOutputTokens ({maxTokens}).");
        return reduced;
    }

    private static string? Hindrance(ChatCall call, AnthropicModel model) =>
        call.Options?.ToolMode is RequiredChatToolMode ? "Anthropic does not allow it together with a forced tool call."
        : model.AdaptsThinking ? null
        : call.MaxOutputTokens <= LeastBudget ? $"it needs a MaxOutputTokens above {LeastBudget}."
        : IsWithinForeignToolLoop(call.Messages) ? "the tool loop in progress began without it, and Anthropic requires its beginning."
        : null;

    // With a thinking budget, the turn that called the tools must begin with its signed thinking.
    private static bool IsWithinForeignToolLoop(IReadOnlyList<ChatMessage> messages)
    {
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            ChatMessage message = messages[i];
            if (message.Role == ChatRole.Assistant)
            {
                return !HasOwnReasoning(message.Contents);
            }

            if (message.Role != ChatRole.Tool)
            {
                return false;
            }
        }

        return false;
    }

    private static bool HasOwnReasoning(IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextReasoningContent { ProtectedData.Length: > 0 } && ContentOrigin.IsFrom(contents[i], AnthropicProtocol.ProtocolName))
            {
                return true;
            }
        }

        return false;
    }
}
