using Microsoft.Extensions.AI;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Tests.Routing;

namespace ModelGateway.Tests.Pipeline.Stages;

public sealed class ResponseFactoryTests
{
    private readonly GatewayReceipt _receipt = new("p", 1) { Deployment = "a/b" };

    [Fact]
    public void Response_BearsTheReceipt_AndIdsWithTheirIssuer()
    {
        ChatResponse inner = new(new ChatMessage(ChatRole.Assistant, "hi"))
        {
            ConversationId = "conv",
            ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1 }),
        };

        ChatResponse response = ResponseFactory.Response(inner, _receipt);

        Assert.Same(_receipt, response.GetReceipt());
        Assert.Equal(IssuedId.Encode("a/b", "conv"), response.ConversationId);
        Assert.True(IssuedId.TryDecode(response.ContinuationToken!, out string issuer, out _));
        Assert.Equal("a/b", issuer);
        Assert.Equal("conv", inner.ConversationId);
    }

    [Fact]
    public void UpdateWithoutIds_IsNotCopied()
    {
        ChatResponseUpdate update = new(ChatRole.Assistant, "hi");

        Assert.Same(update, ResponseFactory.Update(update, TestDeployments.Create("a")));
    }

    [Fact]
    public void UpdateWithAnId_IsACopy_WithItsIssuer()
    {
        ChatResponseUpdate update = new(ChatRole.Assistant, "hi") { ConversationId = "conv" };

        ChatResponseUpdate copy = ResponseFactory.Update(update, TestDeployments.Create("a"));

        Assert.Equal(IssuedId.Encode("a", "conv"), copy.ConversationId);
        Assert.Null(copy.ContinuationToken);
        Assert.Equal("conv", update.ConversationId);
    }

    [Theory]
    [InlineData("m1", "m1")]
    [InlineData(null, "p-000001")]
    public void LastUpdate_BearsTheReceipt_AndAMessageId(string? messageId, string expected)
    {
        ChatResponseUpdate last = ResponseFactory.Last(messageId, "r1", _receipt);

        Assert.Same(_receipt, last.GetReceipt());
        Assert.Equal(expected, last.MessageId);
        Assert.Equal("r1", last.ResponseId);
        Assert.Empty(last.Contents);
    }
}
