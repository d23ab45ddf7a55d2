using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Providers.Wrapped;

namespace ModelGateway.Tests.Providers.Wrapped;

public sealed class ReasoningMarkerTests
{
    private readonly ReasoningMarker _marker = new("origin");

    [Fact]
    public void Mark_ReturnsTheSameResponseWithoutReasoning()
    {
        ChatResponse response = new(new ChatMessage(ChatRole.Assistant, "hi"));
        ChatResponseUpdate update = new(ChatRole.Assistant, "hi");

        Assert.Same(response, _marker.Mark(response));
        Assert.Same(update, _marker.Mark(update));
    }

    [Fact]
    public void Mark_MarksACopyOfTheReasoning_AndKeepsTheRestOfTheResponse()
    {
        TextReasoningContent reasoning = new("thought") { ProtectedData = "sealed" };
        ChatResponse response = new(new ChatMessage(ChatRole.Assistant, [reasoning, new TextContent("hi")]))
        {
            ResponseId = "r",
            ModelId = "m",
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 1 },
        };

        ChatResponse marked = _marker.Mark(response);

        TextReasoningContent copy = Assert.IsType<TextReasoningContent>(marked.Messages[0].Contents[0]);
        Assert.True(ContentOrigin.IsFrom(copy, "origin"));
        Assert.Equal(("thought", "sealed"), (copy.Text, copy.ProtectedData));
        Assert.Null(reasoning.AdditionalProperties);
        Assert.Same(response.Messages[0].Contents[1], marked.Messages[0].Contents[1]);
        Assert.Equal(("r", "m", ChatFinishReason.Stop), (marked.ResponseId, marked.ModelId, marked.FinishReason));
        Assert.Same(response.Usage, marked.Usage);
    }

    [Fact]
    public void Mark_MarksUpdates_ButNotMarkedReasoningAgain()
    {
        ChatResponseUpdate marked = _marker.Mark(new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent("thought")]));

        Assert.True(ContentOrigin.IsFrom(marked.Contents[0], "origin"));
        Assert.Same(marked, _marker.Mark(marked));
    }
}
