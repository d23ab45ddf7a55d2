using Microsoft.Extensions.AI;
using ModelGateway.Bridging;
using ModelGateway.Schemas;

namespace ModelGateway.Pipeline.Bridging;

/// <summary>
/// A deployment's last answer, which did not fit. It is sent back when the deployment is asked again; earlier ones are not.
/// </summary>
/// <param name="Answers">How many answers of the deployment did not fit.</param>
/// <param name="Answer">The last one, as the model wrote it.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record SchemaRepair(int Answers, string Answer, IReadOnlyList<SchemaFault> Faults)
{
    /// <summary>The cause of its attempts in the ledger.</summary>
    public const string Cause = "schema-repair";

    /// <summary>The messages that follow the caller's own.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; } =
    [
        .. string.IsNullOrWhiteSpace(Answer) ? (ReadOnlySpan<ChatMessage>)[] : [new ChatMessage(ChatRole.Assistant, Answer)],
        new ChatMessage(ChatRole.User, SchemaPrompt.Correction(Faults)),
    ];
}
