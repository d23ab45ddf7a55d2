using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes how much the model is to think, in the dialect's form.</summary>
internal static class OpenAIChatReasoningWriter
{
    // The numbers that Google's OpenAI endpoint maps efforts to; beyond the highest, the model's own limit holds.
    private const int LowBudget = 1024;
    private const int MediumBudget = 8192;

    public static void Write(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
    {
        ReasoningOptions? reasoning = options.Reasoning;
        if (TakesBudget(dialect) && ProviderExtras.ThinkingBudget(options) is { } budget)
        {
            WriteBudget(writer, budget, reasoning?.Output, dialect);
        }
        else if (reasoning?.Effort is { } effort)
        {
            WriteEffort(writer, call, effort, reasoning.Output, dialect);
        }
        else if (dialect.ThinkingRefusesForcedTools && options.ToolMode is RequiredChatToolMode && options.Tools is { Count: > 0 }
            && options.AdditionalProperties?.ContainsKey("thinking") is not true)
        {
            call.Notes.Add($"Thinking was turned off: {dialect.Name}'s models do not think where a tool is required.");
            WriteSwitch(writer, on: false);
        }
        else if (dialect.Reasoning == ReasoningForm.Object && reasoning?.Output is { } output)
        {
            writer.WriteStartObject("reasoning"u8);
            writer.WriteBoolean("exclude"u8, output == ReasoningOutput.None);
            writer.WriteEndObject();
        }

        bool isUnsent = reasoning?.Output switch
        {
            null => false,
            ReasoningOutput.None => !dialect.HidesReasoning && dialect.Reasoning != ReasoningForm.Object && reasoning.Effort != ReasoningEffort.None,
            _ => dialect.HidesReasoning,
        };
        if (isUnsent)
        {
            call.Notes.OptionNotSent("Reasoning.Output", dialect.Service);
        }
    }

    /// <summary>Whether the dialect has a field for the number of tokens to think with.</summary>
    public static bool TakesBudget(ChatDialect dialect) => dialect.Reasoning is ReasoningForm.Budget or ReasoningForm.Object;

    /// <summary>Whether the options make a field of the body of it.</summary>
    public static bool IsWritten(string name, ChatOptions options, ChatDialect dialect)
    {
        ReasoningEffort? effort = options.Reasoning?.Effort;
        int? budget = TakesBudget(dialect) ? ProviderExtras.ThinkingBudget(options) : null;
        return name switch
        {
            "reasoning" => dialect.Reasoning == ReasoningForm.Object && (effort ?? (object?)options.Reasoning?.Output ?? budget) is not null,
            "reasoning_effort" => effort is { } asked && dialect.Reasoning switch
            {
                ReasoningForm.Effort => dialect.Efforts.Of(asked) is not null,
                ReasoningForm.Thinking or ReasoningForm.Template => asked != ReasoningEffort.None,
                _ => false,
            },
            "thinking" => dialect.Reasoning == ReasoningForm.Thinking && effort is not null, // An explicit one wins over the rule of forced tools.
            "enable_thinking" => dialect.Reasoning == ReasoningForm.Budget && (effort is not null || budget is not null),
            "thinking_budget" => dialect.Reasoning == ReasoningForm.Budget
                && (budget > 0 || (budget is null && effort is ReasoningEffort.Low or ReasoningEffort.Medium)),
            "chat_template_kwargs" => dialect.Reasoning == ReasoningForm.Template && effort is not null,
            _ => false,
        };
    }

    private static void WriteBudget(Utf8JsonWriter writer, int budget, ReasoningOutput? output, ChatDialect dialect)
    {
        if (dialect.Reasoning == ReasoningForm.Budget)
        {
            writer.WriteBoolean("enable_thinking"u8, budget > 0);
            if (budget > 0)
            {
                writer.WriteNumber("thinking_budget"u8, budget);
            }

            return;
        }

        writer.WriteStartObject("reasoning"u8);
        if (budget > 0)
        {
            writer.WriteNumber("max_tokens"u8, budget);
        }
        else
        {
            writer.WriteBoolean("enabled"u8, false);
        }

        if (output is not null)
        {
            writer.WriteBoolean("exclude"u8, output == ReasoningOutput.None);
        }

        writer.WriteEndObject();
    }

    private static void WriteEffort(Utf8JsonWriter writer, ChatCall call, ReasoningEffort effort, ReasoningOutput? output, ChatDialect dialect)
    {
        bool thinks = effort != ReasoningEffort.None;
        switch (dialect.Reasoning)
        {
            case ReasoningForm.Effort:
                WriteWord(writer, call, effort, dialect);
                break;
            case ReasoningForm.Object:
                writer.WriteStartObject("reasoning"u8);
                writer.WriteString("effort"u8, dialect.Efforts.Of(effort));
                if (output is not null)
                {
                    writer.WriteBoolean("exclude"u8, output == ReasoningOutput.None);
                }

                writer.WriteEndObject();
                break;
            case ReasoningForm.Thinking:
                WriteSwitch(writer, thinks);
                if (thinks)
                {
                    writer.WriteString("reasoning_effort"u8, dialect.Efforts.Of(effort));
                }

                break;
            case ReasoningForm.Budget:
                writer.WriteBoolean("enable_thinking"u8, thinks);
                if (effort is ReasoningEffort.Low or ReasoningEffort.Medium)
                {
                    writer.WriteNumber("thinking_budget"u8, effort == ReasoningEffort.Low ? LowBudget : MediumBudget);
                }

                break;
            case ReasoningForm.Template:
                writer.WriteStartObject("chat_template_kwargs"u8);
                writer.WriteBoolean("enable_thinking"u8, thinks);
                writer.WriteEndObject();
                if (thinks)
                {
                    writer.WriteString("reasoning_effort"u8, dialect.Efforts.Of(effort));
                }

                break;
            default:
                call.Notes.OptionNotSent("Reasoning.Effort", dialect.Service);
                break;
        }
    }

    private static void WriteWord(Utf8JsonWriter writer, ChatCall call, ReasoningEffort effort, ChatDialect dialect)
    {
        if (dialect.Efforts.Of(effort) is { } word)
        {
            writer.WriteString("reasoning_effort"u8, word);
        }
        else
        {
            call.Notes.Add($"Reasoning.Effort {effort} was not sent: {dialect.Service} has no such effort.");
        }
    }

    private static void WriteSwitch(Utf8JsonWriter writer, bool on)
    {
        writer.WriteStartObject("thinking"u8);
        writer.WriteString("type"u8, on ? "enabled"u8 : "disabled"u8);
        writer.WriteEndObject();
    }
}
