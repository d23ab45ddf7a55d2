using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Stop reasons. Those without a counterpart (<c>pause_turn</c>, <c>model_context_window_exceeded</c>) keep their own name.</summary>
internal static class AnthropicFinishReasons
{
    public static ChatFinishReason? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.ValueTextEquals("end_turn"u8) || reader.ValueTextEquals("stop_sequence"u8))
        {
            return ChatFinishReason.Stop;
        }

        if (reader.ValueTextEquals("tool_use"u8))
        {
            return ChatFinishReason.ToolCalls;
        }

        if (reader.ValueTextEquals("max_tokens"u8))
        {
            return ChatFinishReason.Length;
        }

        if (reader.ValueTextEquals("refusal"u8))
        {
            return ChatFinishReason.ContentFilter;
        }

        string? raw = reader.GetString();
        return string.IsNullOrWhiteSpace(raw) ? null : new ChatFinishReason(raw);
    }
}
