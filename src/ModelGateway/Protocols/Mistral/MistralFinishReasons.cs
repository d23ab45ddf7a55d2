using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Why a turn ended.</summary>
internal static class MistralFinishReasons
{
    /// <summary>Reads <c>finish_reason</c>; null while the turn goes on. A reason that is not known is kept as it is.</summary>
    /// <exception cref="ProviderException">The turn ended because the provider failed: what came is no answer.</exception>
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

        if (reader.ValueTextEquals("error"u8))
        {
            throw new ProviderException(new ProviderFailure(FailureKind.Unavailable, "The provider failed: the answer ended with an error.")
            {
                Code = "error",
            });
        }

        // model_length: the model's own limit rather than the request's.
        return reader.ValueTextEquals("stop"u8) ? ChatFinishReason.Stop
            : reader.ValueTextEquals("tool_calls"u8) ? ChatFinishReason.ToolCalls
            : reader.ValueTextEquals("length"u8) || reader.ValueTextEquals("model_length"u8) ? ChatFinishReason.Length
            : reader.ValueTextEquals("content_filter"u8) ? ChatFinishReason.ContentFilter
            : reader.GetString() is { Length: > 0 } raw ? new ChatFinishReason(raw)
            : null;
    }
}
