using Microsoft.Extensions.AI;
using ModelGateway.Capabilities.Bridging;
using ModelGateway.Capabilities.JsonSchemas;
using ModelGateway.Costs;

namespace ModelGateway.Pipeline.Bridging;

/// <summary>A deployment's last answer, which did not fit: what it is sent when it is asked again. Earlier ones are not repeated.</summary>
/// <param name="Answers">How many answers of the deployment did not fit.</param>
/// <param name="Answer">The last one, as the model wrote it.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record SchemaRepair(int Answers, string Answer, IReadOnlyList<SchemaFault> Faults)
{
    /// <summary>The cause of its attempts in the ledger.</summary>
    public const string Cause = "schema-repair";

    private const int TokensPerMessage = 8;

    /// <summary>What follows the caller's messages.</summary>
    public IEnumerable<ChatMessage> Messages()
    {
        if (!string.IsNullOrWhiteSpace(Answer))
        {
            yield return new ChatMessage(ChatRole.Assistant, Answer);
        }

        yield return new ChatMessage(ChatRole.User, SchemaPrompt.Correction(Faults));
    }

    public long EstimateTokens() => Messages().Sum(static message => TokensPerMessage + TokenEstimator.EstimateInput(message.Text));
}
