using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Providers.Json;

namespace ModelGateway.Providers.OpenAI;

/// <summary>Why a turn ended.</summary>
internal static class OpenAIFinishReasons
{
    /// <summary>Reads <c>finish_reason</c>; null while the turn goes on. A reason that is not known is kept as it is.</summary>
    public static ChatFinishReason? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw JsonFields.Unexpected(reader.TokenType, "a finish reason");
        }

        return reader.ValueTextEquals("stop"u8) ? ChatFinishReason.Stop
            : reader.ValueTextEquals("tool_calls"u8) || reader.ValueTextEquals("function_call"u8) ? ChatFinishReason.ToolCalls
            : reader.ValueTextEquals("length"u8) ? ChatFinishReason.Length
            : reader.ValueTextEquals("content_filter"u8) ? ChatFinishReason.ContentFilter
            : reader.GetString() is { Length: > 0 } raw ? new ChatFinishReason(raw)
            : null;
    }
}
