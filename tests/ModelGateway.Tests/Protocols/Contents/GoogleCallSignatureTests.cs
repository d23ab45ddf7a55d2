using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Contents;

/// <summary>The signatures of Google's models behind a compatible service go back where they came from.</summary>
public sealed class GoogleCallSignatureTests
{
    private const string Extra = """{"google":{"thought_signature":"s1=="}}""";
    private const string Call = """{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":E}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignatureOfAMessage_GoesBack_AlsoThroughStorage(bool stream)
    {
        ChatResponse answer = await AnswerAsync(stream, $""" "content":"Hi","extra_content":{Extra} """, "stop");

        JsonElement message = SentBack(answer, new ChatMessage(ChatRole.User, "Go on."));

        Assert.Equal("Hi", message.GetProperty("content").GetString());
        Dialects.AssertJson(Extra, message.GetProperty("extra_content"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignatureOfACall_GoesBack_AlsoThroughStorage(bool stream)
    {
        string call = Call.Replace("E", Extra, StringComparison.Ordinal);
        ChatResponse answer = await AnswerAsync(stream, $""" "tool_calls":[{call}] """, "tool_calls");

        JsonElement message = SentBack(answer, new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c1", "ok")]));

        Dialects.AssertJson(Extra, message.GetProperty("tool_calls")[0].GetProperty("extra_content"));
    }

    [Fact]
    public async Task SignatureOfAMessage_StaysOutOfOtherServicesRequests()
    {
        ChatResponse answer = await AnswerAsync(stream: false, $""" "content":"Hi","extra_content":{Extra} """, "stop");

        JsonElement body = Dialects.Write("Groq", null, [.. Dialects.Hi, .. answer.Messages, .. Dialects.Hi]);

        Assert.DoesNotContain("s1==", body.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<ChatResponse> AnswerAsync(bool stream, string fields, string reason) => stream
        ? (await Dialects.StreamAsync("OpenAICompatible", $$"""
            data: {"choices":[{"index":0,"delta":{ {{fields}} } }]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}]}

            data: [DONE]


            """)).ToChatResponse()
        : Dialects.Read("OpenAICompatible", $$$"""{"choices":[{"index":0,"message":{ {{{fields}}} },"finish_reason":"{{{reason}}}"}]}""");

    private static JsonElement SentBack(ChatResponse answer, ChatMessage next)
    {
        string stored = JsonSerializer.Serialize(answer.Messages, AIJsonUtilities.DefaultOptions);
        List<ChatMessage> messages = JsonSerializer.Deserialize<List<ChatMessage>>(stored, AIJsonUtilities.DefaultOptions)!;
        ChatCall call = ProtocolHarness.Call([.. Dialects.Hi, .. messages, next]);
        JsonElement sent = Dialects.Write("OpenAICompatible", call);
        Assert.False(call.HasNotes);
        return sent.GetProperty("messages")[1];
    }
}
