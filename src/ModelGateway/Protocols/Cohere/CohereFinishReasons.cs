using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Why a turn ended.</summary>
internal static class CohereFinishReasons
{
    /// <summary>Reads <c>finish_reason</c>. A reason that is not known is kept as it is.</summary>
    /// <exception cref="ProviderException">The turn ended because the provider failed: what came is no answer.</exception>
    public static ChatFinishReason? Read(ref Utf8JsonReader reader)
    {
        if (JsonFields.ReadString(ref reader) is not { Length: > 0 } reason)
        {
            return null;
        }

        return reason switch
        {
            "COMPLETE" or "STOP_SEQUENCE" => ChatFinishReason.Stop,
            "MAX_TOKENS" => ChatFinishReason.Length,
            "TOOL_CALL" => ChatFinishReason.ToolCalls,
            "ERROR_TOXIC" => ChatFinishReason.ContentFilter,
            "ERROR" or "TIMEOUT" => throw new ProviderException(new ProviderFailure(
                FailureKind.Unavailable,
                reason == "ERROR" ? "The provider failed: the answer ended with an error." : "The provider failed: it ran out of time in the answer.")
            {
                Code = reason,
            }),
            _ => new ChatFinishReason(reason),
        };
    }
}
