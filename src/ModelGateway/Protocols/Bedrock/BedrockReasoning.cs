using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// How <see cref="ChatOptions.Reasoning"/> is sent: Converse has no field of its own and passes on what the model's vendor has for it.
/// </summary>
internal readonly struct BedrockReasoning
{
    private const int LeastBudget = 1024;

    /// <summary>The value of Claude's <c>thinking.type</c>; null where the field is not sent.</summary>
    private string? Thinking { get; init; }

    private int Budget { get; init; }

    private string? Display { get; init; }

    /// <summary>The value of Claude's <c>output_config.effort</c>.</summary>
    private string? ClaudeEffort { get; init; }

    /// <summary>The value of Nova's <c>reasoningConfig.maxReasoningEffort</c>; empty turns reasoning off.</summary>
    private string? NovaEffort { get; init; }

    /// <summary>The value of gpt-oss's <c>reasoning_effort</c>.</summary>
    private string? GptEffort { get; init; }

    /// <summary>Whether Claude thinks, which narrows its sampling options.</summary>
    public bool IsThinking => Thinking is "adaptive" or "enabled";

    public static BedrockReasoning Decide(ChatCall call, BedrockModel model)
    {
        ReasoningOptions? asked = call.Options?.Reasoning;
        int? budget = ProviderExtras.ThinkingBudget(call.Options);
        bool isShown = asked?.Output is ReasoningOutput.Summary or ReasoningOutput.Full;
        if (asked?.Effort is null && !isShown && budget is null)
        {
            return default;
        }

        if (budget > 0 && (!model.IsThinkingClaude || model.AdaptsThinking))
        {
            call.Notes.Add($"ThinkingBudget was not sent: {call.ModelId} is not known to take one; Reasoning.Effort may guide it.");
            budget = null;
            if (asked?.Effort is null && !isShown)
            {
                return default;
            }
        }

        bool isOff = budget == 0 || (budget is null && asked?.Effort == ReasoningEffort.None);
        if (model.IsReasoningNova)
        {
            return new BedrockReasoning { NovaEffort = isOff ? "" : EffortOf(asked!.Effort) };
        }

        if (model.IsGptOss && !isOff)
        {
            return new BedrockReasoning { GptEffort = EffortOf(asked!.Effort) };
        }

        if (model.IsThinkingClaude)
        {
            return isOff ? new BedrockReasoning { Thinking = "disabled" } : DecideClaude(call, model, asked, budget, isShown);
        }

        if (!isOff || model.IsGptOss)
        {
            call.Notes.Add($"Reasoning was not sent: Bedrock has no field for it that {call.ModelId} is known to take.");
        }

        return default;
    }

    /// <summary>Writes the fields among those that Converse passes on.</summary>
    public void Write(ref BedrockModelFields fields)
    {
        if (Thinking is not null && fields.TryBegin("thinking") is { } writer)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, Thinking);
            if (Budget > 0)
            {
                writer.WriteNumber("budget_tokens"u8, Budget);
            }

            if (Display is not null)
            {
                writer.WriteString("display"u8, Display);
            }

            writer.WriteEndObject();
        }

        if (ClaudeEffort is not null && fields.TryBegin("output_config") is { } output)
        {
            output.WriteStartObject();
            output.WriteString("effort"u8, ClaudeEffort);
            output.WriteEndObject();
        }

        if (NovaEffort is not null && fields.TryBegin("reasoningConfig") is { } config)
        {
            config.WriteStartObject();
            config.WriteString("type"u8, NovaEffort.Length == 0 ? "disabled"u8 : "enabled"u8);
            if (NovaEffort.Length > 0)
            {
                config.WriteString("maxReasoningEffort"u8, NovaEffort);
            }

            config.WriteEndObject();
        }

        if (GptEffort is not null && fields.TryBegin("reasoning_effort") is { } effort)
        {
            effort.WriteStringValue(GptEffort);
        }
    }

    private static BedrockReasoning DecideClaude(ChatCall call, BedrockModel model, ReasoningOptions? asked, int? budget, bool isShown)
    {
        string? effort = !model.AdaptsThinking || asked?.Effort is null ? null
            : asked.Effort == ReasoningEffort.ExtraHigh ? model.HasExtraHighEffort ? "xhigh" : "max"
            : EffortOf(asked.Effort);
        if (Hindrance(call, model) is { } reason)
        {
            call.Notes.Add($"Thinking was not sent: {reason}");
            return new BedrockReasoning { ClaudeEffort = effort };
        }

        if (asked?.Output == ReasoningOutput.Full)
        {
            call.Notes.Add("Reasoning.Output Full was sent as summarized: Claude shows no more than summaries.");
        }

        return model.AdaptsThinking
            ? new BedrockReasoning
            {
                Thinking = "adaptive",
                Display = isShown ? "summarized" : asked?.Output == ReasoningOutput.None ? "omitted" : null,
                ClaudeEffort = effort,
            }
            : new BedrockReasoning { Thinking = "enabled", Budget = BudgetOf(asked?.Effort, budget, call) };
    }

    private static string EffortOf(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.Low => "low",
        ReasoningEffort.High or ReasoningEffort.ExtraHigh => "high",
        _ => "medium",
    };

    // Thinking tokens are part of the output limit.
    private static int BudgetOf(ReasoningEffort? effort, int? asked, ChatCall call)
    {
        if (asked < LeastBudget)
        {
            call.Notes.Add($"ThinkingBudget was sent as {LeastBudget}: Claude takes no less.");
            asked = LeastBudget;
        }

        int budget = asked ?? effort switch
        {
            ReasoningEffort.Low => 2048,
            ReasoningEffort.High => 16_384,
            ReasoningEffort.ExtraHigh => 24_576,
            _ => 8192,
        };
        if (call.MaxOutputTokens is not { } limit || budget < limit)
        {
            return budget;
        }

        int reduced = Math.Max(LeastBudget, limit / 2);
        call.Notes.Add($"The thinking budget was reduced from {budget} to {reduced} tokens to stay below MaxOutputTokens ({limit}).");
        return reduced;
    }

    private static string? Hindrance(ChatCall call, BedrockModel model) =>
        call.Options?.ToolMode is RequiredChatToolMode ? "Claude does not allow it together with a forced tool call."
        : model.AdaptsThinking ? null
        : call.MaxOutputTokens <= LeastBudget ? $"it needs a MaxOutputTokens above {LeastBudget}."
        : IsWithinForeignToolLoop(call.Messages) ? "the tool loop in progress began without it, and Claude requires its beginning."
        : null;

    // With a thinking budget, the turn that called the tools must begin with its signed thinking.
    private static bool IsWithinForeignToolLoop(IReadOnlyList<ChatMessage> messages)
    {
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            ChatMessage message = messages[i];
            if (message.Role == ChatRole.Assistant)
            {
                return !message.Contents.Any(static content => content is TextReasoningContent { ProtectedData.Length: > 0 }
                    && ContentOrigin.IsFrom(content, BedrockProtocol.ProtocolName));
            }

            if (message.Role != ChatRole.Tool)
            {
                return false;
            }
        }

        return false;
    }
}
