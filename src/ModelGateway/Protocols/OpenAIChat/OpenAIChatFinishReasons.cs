using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Why a turn ended.</summary>
internal static class OpenAIChatFinishReasons
{
    /// <summary>Whether the provider's reason is that it failed: such an answer is cut, not ended.</summary>
    public static bool IsFailure(ChatFinishReason reason) => reason.Value is "error" or "insufficient_system_resource";

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
            : reader.GetString() is { Length: > 0 } raw ? Of(raw)
            : null;
    }

    // What servers pass on from the models or vendors behind them.
    private static ChatFinishReason Of(string reason) => reason switch
    {
        "eos" or "eos_token" or "stop_sequence" or "end_turn" => ChatFinishReason.Stop,
        "max_tokens" or "model_length" => ChatFinishReason.Length,
        "tool_use" => ChatFinishReason.ToolCalls,
        "refusal" or "safety" or "SAFETY" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };
}
