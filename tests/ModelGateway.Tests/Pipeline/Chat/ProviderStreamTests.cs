using Microsoft.Extensions.AI;
using ModelGateway.Pipeline.Chat;

namespace ModelGateway.Tests.Pipeline.Chat;

public sealed class ProviderStreamTests
{
    public static TheoryData<AIContent, bool> Contents => new()
    {
        { new TextContent("word"), true },
        { new TextContent(""), false },
        { new TextReasoningContent("thought"), true },
        { new TextReasoningContent("") { ProtectedData = "signature" }, true },
        { new TextReasoningContent(""), false },
        { new UsageContent(new UsageDetails()), false },
        { new FunctionCallContent("c1", "f"), true },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Content_IsWhatACallerWouldSee(AIContent content, bool expected) =>
        Assert.Equal(expected, ProviderStream.HasContent(new ChatResponseUpdate(ChatRole.Assistant, [content])));

    [Fact]
    public void UpdateWithoutContents_HasNoContent() => Assert.False(ProviderStream.HasContent(new ChatResponseUpdate()));

    [Fact]
    public async Task Usage_IsSummedUp_IntoACopy()
    {
        UsageDetails shared = new() { InputTokenCount = 10, TotalTokenCount = 10 };
        using ScriptedChatClient inner = new ScriptedChatClient().Stream(
            new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(shared)]),
            new ChatResponseUpdate(ChatRole.Assistant, "word"),
            new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { OutputTokenCount = 5, TotalTokenCount = 5 })])
            {
                FinishReason = ChatFinishReason.Stop,
                ModelId = "served-model",
                ResponseId = "r7",
            });
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("a", inner, leaveOpen: true));

        List<ChatResponseUpdate> updates = await gateway.GetStreamingResponseAsync("hi").ToListAsync();

        AttemptReceipt attempt = Assert.Single(updates[^1].GetReceipt()!.Attempts);
        Assert.Equal((10, 5), (attempt.Usage.InputTokens, attempt.Usage.OutputTokens));
        Assert.Equal(("served-model", "stop", "r7"), (attempt.ResponseModel, attempt.FinishReason, attempt.ProviderRequestId));
        Assert.Equal(10, shared.TotalTokenCount);
        Assert.Null(shared.OutputTokenCount);
    }
}
