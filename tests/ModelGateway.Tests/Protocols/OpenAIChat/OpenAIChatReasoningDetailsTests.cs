using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>Reasoning that stands in <c>reasoning_details</c> alone is reasoning; where it stands elsewhere too it is read once.</summary>
public sealed class OpenAIChatReasoningDetailsTests
{
    [Fact]
    public async Task CutPairInBothFields_IsReadOnce()
    {
        string[] pieces = ["a\\ud83d", "\\ude00", "\\ud83d", "\\ude00"];
        string events = string.Concat(pieces.Select(static piece =>
            $$$"""data: {"choices":[{"index":0,"delta":{"reasoning":"{{{piece}}}","reasoning_content":"{{{piece}}}"}}]}""" + "\n\n"))
            + """data: {"choices":[{"index":0,"delta":{"content":"Warm."},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n";
        IProtocol protocol = ProviderTypes.Find("OpenAICompatible")!.CreateProtocol(new ProviderOptions());
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(events));
        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(protocol, stream);
        Assert.Equal("a😀😀",
            string.Concat(updates.SelectMany(static update => update.Contents).OfType<TextReasoningContent>().Select(static x => x.Text)));
    }

    [Theory]
    [InlineData("OpenRouter", "\"reasoning\":null,")]
    [InlineData("OpenRouter", "")]
    [InlineData("OpenAICompatible", "\"reasoning_content\":\"\",")]
    [InlineData("OpenRouter", "\"reasoning\":\"I look.\",")]
    public async Task Reasoning_IsReadOnceWhereverItStands(string type, string reasoning)
    {
        IProtocol protocol = ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions());
        string message = $$$"""{{{{reasoning}}}"content":"Warm.","reasoning_details":[{"type":"reasoning.text","text":"I ","index":0},{"type":"reasoning.summary","summary":"look.","index":1},{"type":"reasoning.encrypted","data":"ZW5j","index":2}]}""";
        ChatResponse whole = protocol.ReadResponse(
            Encoding.UTF8.GetBytes($$"""{"choices":[{"index":0,"message":{{message}},"finish_reason":"stop"}]}"""), ProtocolHarness.Call([]));
        string events = $$"""data: {"choices":[{"index":0,"delta":{{message}}}]}""" + "\n\n"
            + """data: {"choices":[{"index":0,"delta":{"content":"","reasoning_details":[{"type":"reasoning.text","signature":"c2ln","index":0}]},"finish_reason":"stop"}]}"""
            + "\n\ndata: [DONE]\n\n";
        ChatResponse streamed = (await ProtocolHarness.ReadStreamAsync(protocol, new MemoryStream(Encoding.UTF8.GetBytes(events))))
            .ToChatResponse();
        foreach (ChatResponse response in (ChatResponse[])[whole, streamed])
        {
            TextReasoningContent[] thoughts = [.. response.Messages[0].Contents.OfType<TextReasoningContent>()];
            Assert.Equal("I look.", string.Concat(thoughts.Select(static thought => thought.Text)));
            Assert.Equal("Warm.", response.Text);
            Assert.Equal(type == "OpenRouter", thoughts.Any(static thought => thought.ProtectedData is not null));
        }
    }
}
