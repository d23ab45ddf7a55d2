using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols;

/// <summary>The notes of a call: none until something is noted, however many writers were given them.</summary>
public sealed class CallNotesTests
{
    [Fact]
    public void LeftOut_NamesAContentThatOnlyItsProviderKnows()
    {
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi")]);

        call.Notes.LeftOut(new AIContent(), "X");
        call.Notes.LeftOut(new HostedFileContent("f"), "X");

        Assert.Equal(
            ["What only its own provider knows was left out of the history: X has no place for it.",
                "HostedFileContent was left out of the history: X has no place for it."],
            call.Notes.All);
    }

    [Fact]
    public void HasNotes_IsFalseUntilANoteIsAdded()
    {
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi")]);

        Assert.Empty(call.Notes.All);
        Assert.False(call.HasNotes);

        call.Notes.Add("Something was not sent.");
        call.Notes.Add("Something was not sent.");

        Assert.True(call.HasNotes);
        Assert.Equal(["Something was not sent."], call.Notes.All);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HasNotes_IsFalseAfterARequestThatLostNothing(bool isBedrock)
    {
        IProtocol protocol = isBedrock ? new BedrockProtocol("eu-central-1") : AnthropicProtocol.Instance;
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi"), new(ChatRole.Assistant, "Hello."), new(ChatRole.User, "Bye.")],
            new ChatOptions { MaxOutputTokens = 100 });

        ProtocolHarness.Write(protocol, call);

        Assert.False(call.HasNotes);
    }
}
