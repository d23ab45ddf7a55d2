using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes how much the model is to think, in the dialect's form.</summary>
internal readonly ref struct OpenAIChatReasoningWriter(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
{
    // The budgets that Google's OpenAI endpoint maps efforts to. Above the highest, the model's own limit applies.
    private const int LowBudget = 1024;
    private const int MediumBudget = 8192;

    public void Write()
    {
        ReasoningOptions? reasoning = options.Reasoning;
        if (dialect.TakesThinkingBudget && ProviderExtras.ThinkingBudget(options) is { } budget)
        {
            WriteBudget(budget, reasoning?.Output);
        }
        else if (reasoning?.Effort is { } effort)
        {
            WriteEffort(effort, reasoning.Output);
        }
        else if (dialect.ThinkingRefusesForcedTools && options.ToolMode is RequiredChatToolMode && options.Tools is { Count: > 0 }
            && options.AdditionalProperties?.ContainsKey("thinking") is not true)
        {
            call.Notes.Add($"Thinking was turned off: {dialect.Name}'s models do not think where a tool is required.");
            WriteSwitch(on: false);
        }
        else if (dialect.Reasoning == ReasoningForm.Object && reasoning?.Output is { } output)
        {
            writer.WriteStartObject(OpenAIChatNames.Reasoning);
            WriteExclude(output);
            writer.WriteEndObject();
        }

        NoteUnsentOutput(reasoning);
    }

    /// <summary>Whether the options make the field, so that an additional property of that name is not written.</summary>
    public bool IsWritten(string name)
    {
        ReasoningEffort? effort = options.Reasoning?.Effort;
        int? budget = dialect.TakesThinkingBudget ? ProviderExtras.ThinkingBudget(options) : null;
        return name switch
        {
            "reasoning" => dialect.Reasoning == ReasoningForm.Object
                && (effort is not null || options.Reasoning?.Output is not null || budget is not null),
            "reasoning_effort" => effort is { } asked && dialect.Reasoning switch
            {
                ReasoningForm.Effort => WordFor(asked) is not null,
                ReasoningForm.Thinking or ReasoningForm.Template => asked != ReasoningEffort.None,
                _ => false,
            },
            // A property wins over the rule of forced tools.
            "thinking" => dialect.Reasoning == ReasoningForm.Thinking && effort is not null,
            "enable_thinking" => dialect.Reasoning == ReasoningForm.Budget && (effort is not null || budget is not null),
            "thinking_budget" => dialect.Reasoning == ReasoningForm.Budget
                && (budget > 0 || (budget is null && effort is ReasoningEffort.Low or ReasoningEffort.Medium)),
            "chat_template_kwargs" => dialect.Reasoning == ReasoningForm.Template && effort is not null,
            _ => false,
        };
    }

    private void NoteUnsentOutput(ReasoningOptions? reasoning)
    {
        bool isUnsent = reasoning?.Output switch
        {
            null => false,
            ReasoningOutput.None =>
                !dialect.HidesReasoning && dialect.Reasoning != ReasoningForm.Object && reasoning.Effort != ReasoningEffort.None,
            _ => dialect.HidesReasoning,
        };
        if (isUnsent)
        {
            call.Notes.OptionNotSent("Reasoning.Output", dialect.Service);
        }
    }

    private void WriteBudget(int budget, ReasoningOutput? output)
    {
        if (dialect.Reasoning == ReasoningForm.Budget)
        {
            writer.WriteBoolean(OpenAIChatNames.EnableThinking, budget > 0);
            if (budget > 0)
            {
                writer.WriteNumber(OpenAIChatNames.ThinkingBudget, budget);
            }

            return;
        }

        writer.WriteStartObject(OpenAIChatNames.Reasoning);
        if (budget > 0)
        {
            writer.WriteNumber(OpenAIChatNames.MaxTokens, budget);
        }
        else
        {
            writer.WriteBoolean(OpenAIChatNames.Enabled, false);
        }

        WriteExclude(output);
        writer.WriteEndObject();
    }

    private void WriteEffort(ReasoningEffort effort, ReasoningOutput? output)
    {
        bool thinks = effort != ReasoningEffort.None;
        switch (dialect.Reasoning)
        {
            case ReasoningForm.Effort:
                WriteWord(effort);
                break;
            case ReasoningForm.Object:
                writer.WriteStartObject(OpenAIChatNames.Reasoning);
                writer.WriteString(OpenAIChatNames.Effort, WordFor(effort));
                WriteExclude(output);
                writer.WriteEndObject();
                break;
            case ReasoningForm.Thinking:
                WriteSwitch(thinks);
                WriteWordIf(thinks, effort);
                break;
            case ReasoningForm.Budget:
                writer.WriteBoolean(OpenAIChatNames.EnableThinking, thinks);
                if (effort is ReasoningEffort.Low or ReasoningEffort.Medium)
                {
                    writer.WriteNumber(OpenAIChatNames.ThinkingBudget, effort == ReasoningEffort.Low ? LowBudget : MediumBudget);
                }

                break;
            case ReasoningForm.Template:
                writer.WriteStartObject(OpenAIChatNames.ChatTemplateArguments);
                writer.WriteBoolean(OpenAIChatNames.EnableThinking, thinks);
                writer.WriteEndObject();
                WriteWordIf(thinks, effort);
                break;
            default:
                call.Notes.OptionNotSent("Reasoning.Effort", dialect.Service);
                break;
        }
    }

    private void WriteWord(ReasoningEffort effort)
    {
        if (WordFor(effort) is { } word)
        {
            writer.WriteString(OpenAIChatNames.ReasoningEffort, word);
        }
        else
        {
            call.Notes.Add($"Reasoning.Effort {effort} was not sent: {dialect.Service} has no such effort.");
        }
    }

    // The model's own word, where its rules say which it takes.
    private string? WordFor(ReasoningEffort effort) => call.Effort ?? dialect.Efforts.WordFor(effort);

    private void WriteWordIf(bool thinks, ReasoningEffort effort)
    {
        if (thinks)
        {
            writer.WriteString(OpenAIChatNames.ReasoningEffort, WordFor(effort));
        }
    }

    private void WriteExclude(ReasoningOutput? output)
    {
        if (output is not null)
        {
            writer.WriteBoolean(OpenAIChatNames.Exclude, output == ReasoningOutput.None);
        }
    }

    private void WriteSwitch(bool on)
    {
        writer.WriteStartObject(OpenAIChatNames.Thinking);
        writer.WriteString(OpenAIChatNames.Type, on ? "enabled"u8 : "disabled"u8);
        writer.WriteEndObject();
    }
}
