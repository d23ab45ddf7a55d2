using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Claude;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// How <see cref="ChatOptions.Reasoning"/> is sent: Converse has no field for it, so the field of the model's vendor is passed on.
/// </summary>
internal readonly struct BedrockReasoning
{
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
    public bool IsThinking => ClaudeWords.IsThinking(Thinking);

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
            return isOff ? new BedrockReasoning { Thinking = ClaudeWords.Disabled } : DecideClaude(call, model, asked, budget);
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
        WriteThinking(ref fields);
        if (ClaudeEffort is not null && fields.TryBegin("output_config") is { } output)
        {
            output.WriteStartObject();
            output.WriteString(BedrockNames.Effort, ClaudeEffort);
            output.WriteEndObject();
        }

        WriteNova(ref fields);
        if (GptEffort is not null && fields.TryBegin("reasoning_effort") is { } effort)
        {
            effort.WriteStringValue(GptEffort);
        }
    }

    private void WriteThinking(ref BedrockModelFields fields)
    {
        if (Thinking is not null && fields.TryBegin("thinking") is { } writer)
        {
            writer.WriteStartObject();
            writer.WriteString(BedrockNames.Type, Thinking);
            if (Budget > 0)
            {
                writer.WriteNumber(BedrockNames.BudgetTokens, Budget);
            }

            if (Display is not null)
            {
                writer.WriteString(BedrockNames.Display, Display);
            }

            writer.WriteEndObject();
        }
    }

    private void WriteNova(ref BedrockModelFields fields)
    {
        if (NovaEffort is not null && fields.TryBegin("reasoningConfig") is { } config)
        {
            config.WriteStartObject();
            config.WriteString(BedrockNames.Type, NovaEffort.Length == 0 ? "disabled"u8 : "enabled"u8);
            if (NovaEffort.Length > 0)
            {
                config.WriteString(BedrockNames.MaxReasoningEffort, NovaEffort);
            }

            config.WriteEndObject();
        }
    }

    private static BedrockReasoning DecideClaude(ChatCall call, BedrockModel model, ReasoningOptions? asked, int? budget)
    {
        string? effort = model.AdaptsThinking ? call.Effort ?? ClaudeThinking.FindEffort(asked?.Effort, model.HasExtraHighEffort) : null;
        ClaudeThinking thinking = new(call, "Claude", BedrockProtocol.ProtocolName);
        if (thinking.FindObstacle(model.AdaptsThinking) is { } reason)
        {
            call.Notes.Add($"Thinking was not sent: {reason}");
            return new BedrockReasoning { ClaudeEffort = effort };
        }

        thinking.NoteDisplay(asked?.Output);

        return model.AdaptsThinking
            ? new BedrockReasoning
            {
                Thinking = ClaudeWords.Adaptive,
                Display = ClaudeThinking.FindDisplay(asked?.Output),
                ClaudeEffort = effort,
            }
            : new BedrockReasoning
            {
                Thinking = ClaudeWords.Enabled,
                Budget = thinking.FindBudget(asked?.Effort, budget, call.MaxOutputTokens)
            };
    }

    private static string EffortOf(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.Low => "low",
        ReasoningEffort.High or ReasoningEffort.ExtraHigh => "high",
        _ => "medium",
    };
}
