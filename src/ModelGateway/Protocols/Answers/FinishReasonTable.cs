using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Answers;

/// <summary>A protocol's words for the reasons why a turn ended, for reading and for writing.</summary>
/// <param name="reasons">The words for turns that ended.</param>
/// <param name="failures">The words for turns that broke off because the provider failed, with the error's message.</param>
internal sealed class FinishReasonTable(WordTable<ChatFinishReason> reasons, WordTable<string> failures)
{
    public WordTable<ChatFinishReason> Reasons => reasons;

    public WordTable<string> Failures => failures;

    /// <summary>Reads the reason that the reader stands on; null while the turn goes on. An unknown reason is kept as it is.</summary>
    public ChatFinishReason? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw JsonFields.Unexpected(reader.TokenType, "a finish reason");
        }

        return reasons.TryRead(ref reader, out ChatFinishReason known) ? known
            : reader.GetString() is { Length: > 0 } unknown ? new ChatFinishReason(unknown)
            : null;
    }

    /// <summary>Throws where the reason is that the provider failed: what it sent is not an answer.</summary>
    public void ThrowIfFailure(ChatFinishReason reason)
    {
        if (failures.TryFind(reason.Value, out string? message))
        {
            throw new ProviderException(new ProviderFailure(FailureKind.Unavailable, message) { Code = reason.Value });
        }
    }
}
