using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// <c>think</c>: on or off for most models; gpt-oss alone takes a level, and cannot be told not to think. A model that does not think
/// refuses either.
/// </summary>
internal static class OllamaThinking
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, ReasoningOptions? reasoning)
    {
        if (reasoning?.Effort is { } effort)
        {
            if (TakesLevels(call.ModelId))
            {
                writer.WriteString("think"u8, Level(effort, call.Notes));
            }
            else
            {
                writer.WriteBoolean("think"u8, effort != ReasoningEffort.None);
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

    private static ReadOnlySpan<byte> Level(ReasoningEffort effort, CallNotes notes)
    {
        ReadOnlySpan<byte> level = effort switch
        {
            ReasoningEffort.None or ReasoningEffort.Low => "low"u8,
            ReasoningEffort.Medium => "medium"u8,
            _ => "high"u8,
        };
        if (effort is ReasoningEffort.None or ReasoningEffort.ExtraHigh)
        {
            notes.Add($"Reasoning effort {effort} was sent as the nearest that the model has: {(effort == ReasoningEffort.None ? "low" : "high")}.");
        }

        return level;
    }
}
