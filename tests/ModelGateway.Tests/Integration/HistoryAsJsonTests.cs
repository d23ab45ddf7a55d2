using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Integration;

/// <summary>The history as an application stores it between two turns.</summary>
public sealed class HistoryAsJsonTests : HistoryConformance
{
    protected override IList<ChatMessage> Keep(IList<ChatMessage> history) =>
        JsonSerializer.Deserialize<List<ChatMessage>>(
            JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
}
