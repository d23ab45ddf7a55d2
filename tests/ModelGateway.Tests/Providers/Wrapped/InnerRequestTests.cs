using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Providers.Wrapped;

namespace ModelGateway.Tests.Providers.Wrapped;

public sealed class InnerRequestTests
{
    [Fact]
    public void CopyOptions_SetsTheModelAndTheLimit_AndRemovesTheGatewaysProperties()
    {
        ChatOptions options = new()
        {
            ModelId = "route",
            Temperature = 0.5f,
            AdditionalProperties = new() { ["modelgateway.x"] = 1, ["kept"] = 2 }
        };

        ChatOptions plain = new InnerRequest(Call([], options), "origin").CopyOptions("model");

        Assert.Equal(("model", 7, 0.5f), (plain.ModelId, plain.MaxOutputTokens, plain.Temperature));
        Assert.Equal(["kept"], plain.AdditionalProperties!.Keys);
        Assert.Equal(("route", 2), (options.ModelId, options.AdditionalProperties.Count));
    }

    [Fact]
    public void CopyMessages_ReturnsTheSameListWhereNothingIsTheGateways()
    {
        ChatMessage[] messages = [new(ChatRole.User, "hi")];

        Assert.Same(messages, new InnerRequest(Call(messages), "origin").CopyMessages());
    }

    [Fact]
    public void CopyMessages_RemovesMarksFromCopies()
    {
        FunctionCallContent call = new("c", "f");
        ContentOrigin.SetSignature(call, "gemini", "signature");
        ChatMessage marked = new(ChatRole.Assistant, [call, new TextContent("text")]);

        ChatMessage copy = Assert.Single(new InnerRequest(Call([marked]), "origin").CopyMessages());

        Assert.NotSame(marked, copy);
        FunctionCallContent copied = Assert.IsType<FunctionCallContent>(copy.Contents[0]);
        Assert.Equal(("c", "f", null), (copied.CallId, copied.Name, copied.AdditionalProperties));
        Assert.Same(marked.Contents[1], copy.Contents[1]);
        Assert.NotNull(call.AdditionalProperties);
    }

    [Theory]
    [InlineData("origin", 1)]
    [InlineData("elsewhere", 0)]
    public void CopyMessages_LeavesOutReasoningFromElsewhere_AndNotesIt(string from, int kept)
    {
        TextReasoningContent reasoning = new("thought") { ProtectedData = "sealed" };
        ContentOrigin.Set(reasoning, from);
        ChatCall call = Call([new ChatMessage(ChatRole.Assistant, [reasoning])]);

        ChatMessage copy = Assert.Single(new InnerRequest(call, "origin").CopyMessages());

        Assert.Equal(kept, copy.Contents.OfType<TextReasoningContent>().Count(static content => content.ProtectedData == "sealed"));
        Assert.Equal(kept == 0, call.HasNotes);
    }

    [Fact]
    public void RemoveGatewayProperties_ReturnsNullWhereNoneIsLeft()
    {
        AdditionalPropertiesDictionary others = new() { ["kept"] = 1 };

        Assert.Null(InnerRequest.RemoveGatewayProperties(new() { ["ModelGateway.x"] = 1 }));
        Assert.Same(others, InnerRequest.RemoveGatewayProperties(others));
        Assert.Null(InnerRequest.RemoveGatewayProperties(null));
    }

    private static ChatCall Call(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) =>
        new() { ModelId = "m", Messages = messages, Options = options, MaxOutputTokens = 7 };
}
