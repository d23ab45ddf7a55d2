using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Claude;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// How <see cref="ChatOptions.Reasoning"/> and the output limit are sent. Models since 4.6 take <c>thinking: adaptive</c> with an effort;
/// older ones take a budget of thinking tokens, which the output limit includes.
/// </summary>
internal readonly struct AnthropicReasoning
{
    /// <summary>The limit that is sent if the request sets none, because the protocol requires one. Every served model allows it.</summary>
    public const int DefaultMaxOutputTokens = 8192;

    /// <summary>The limit that is sent if the model thinks: thinking tokens count against it.</summary>
    public const int DefaultMaxOutputTokensWithThinking = 32_000;

    public int MaxTokens { get; private init; }

    /// <summary>The value of <c>thinking.type</c>; null where the field is not sent.</summary>
    public string? Thinking { get; private init; }

    public int Budget { get; private init; }

    public string? Display { get; private init; }

    /// <summary>The value of <c>output_config.effort</c>; null where it is not sent.</summary>
    public string? Effort { get; private init; }

    public bool IsThinking => ClaudeWords.IsThinking(Thinking);

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

            bool mayThink = model.LeastThinking is not ClaudeWords.Disabled && model.CanThink;
            return new AnthropicReasoning { MaxTokens = MaxTokensOf(call, mayThink), Thinking = model.LeastThinking };
        }

        if (!model.CanThink)
        {
            call.Notes.Add($"Reasoning was not sent: {call.ModelId} does not reason.");
            return new AnthropicReasoning { MaxTokens = MaxTokensOf(call, thinking: false) };
        }

        string? effort = model.AdaptsThinking ? call.Effort ?? ClaudeThinking.FindEffort(asked?.Effort, model.HasExtraHighEffort) : null;
        ClaudeThinking thinking = new(call, "Anthropic", AnthropicProtocol.ProtocolName);
        if (thinking.FindObstacle(model.AdaptsThinking) is { } reason)
        {
            call.Notes.Add($"Thinking was not sent: {reason}");
            return new AnthropicReasoning { MaxTokens = MaxTokensOf(call, model.ThinksUnasked), Effort = effort };
        }

        if (budget is not null && model.AdaptsThinking)
        {
            call.Notes.Add($"ThinkingBudget was not sent: {call.ModelId} decides itself how much it thinks; Reasoning.Effort guides it.");
        }

        thinking.NoteDisplay(asked?.Output);

        int maxTokens = MaxTokensOf(call, thinking: true);
        return new AnthropicReasoning
        {
            MaxTokens = maxTokens,
            Thinking = model.AdaptsThinking ? ClaudeWords.Adaptive : ClaudeWords.Enabled,
            Budget = model.AdaptsThinking ? 0 : thinking.FindBudget(asked?.Effort, budget, maxTokens),
            Display = model.AdaptsThinking ? ClaudeThinking.FindDisplay(asked?.Output) : null,
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
}
