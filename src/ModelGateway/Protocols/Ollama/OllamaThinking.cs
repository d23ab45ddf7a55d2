using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// <c>think</c>. Most models take true or false; gpt-oss takes a level, and always thinks. A model that does not think refuses the field.
/// </summary>
internal readonly ref struct OllamaThinking(Utf8JsonWriter writer, ChatCall call)
{
    public void Write(ReasoningOptions? reasoning)
    {
        if (reasoning?.Effort is { } effort)
        {
            if (TakesLevels(call.ModelId) && call.Effort is { } level)
            {
                writer.WriteString(OllamaNames.Think, level);
            }
            else if (TakesLevels(call.ModelId))
            {
                writer.WriteString(OllamaNames.Think, Level(effort, call.Notes));
            }
            else
            {
                writer.WriteBoolean(OllamaNames.Think, effort != ReasoningEffort.None);
                if (effort != ReasoningEffort.None)
                {
                    call.Notes.Add($"Reasoning effort {effort} was sent as think: true, as the model takes no levels.");
                }
            }
        }

        if (reasoning?.Output == ReasoningOutput.None && reasoning.Effort != ReasoningEffort.None)
        {
            call.Notes.OptionNotSent("Reasoning.Output", OllamaRequestWriter.Service);
        }
    }

    private static bool TakesLevels(string modelId) =>
        modelId.AsSpan(modelId.LastIndexOf('/') + 1).StartsWith("gpt-oss", StringComparison.OrdinalIgnoreCase);

    private static JsonEncodedText Level(ReasoningEffort effort, CallNotes notes)
    {
        OllamaWords.ThinkLevels.TryWrite(effort, out JsonEncodedText level);
        if (effort is ReasoningEffort.None or ReasoningEffort.ExtraHigh)
        {
            notes.Add($"Reasoning effort {effort} was sent as the nearest that the model has: {level.Value}.");
        }

        return level;
    }
}
