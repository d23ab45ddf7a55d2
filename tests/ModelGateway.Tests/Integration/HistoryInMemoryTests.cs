using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Integration;

/// <summary>The history as the application holds it.</summary>
public sealed class HistoryInMemoryTests : HistoryConformance
{
    protected override IList<ChatMessage> Keep(IList<ChatMessage> history) => history;
}
