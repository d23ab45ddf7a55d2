using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Providers.Http;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>Answers that the service works on without a connection, and that are taken up again by their id.</summary>
public sealed class ResponsesContinuationTests
{
    private static readonly ChatOptions Background = new() { AllowBackgroundResponses = true };

    [Theory]
    [InlineData("queued")]
    [InlineData("in_progress")]
    public void AnswerUnderWay_HasATokenThatReadsIt(string status)
    {
        ChatResponse response = ReadBody($$"""{"id":"resp_1","status":"{{status}}","background":true,"output":[]}""", Background);
        Assert.Null(response.FinishReason);
        Assert.Empty(response.Messages[0].Contents);
        Assert.Equal("resp_1", response.ConversationId);
        ChatCall call = ProtocolHarness.Call([], new() { ContinuationToken = response.ContinuationToken });
        Assert.Equal(HttpMethod.Get, Adapter.GetMethod(call));
        Assert.Equal("responses/resp_1", Adapter.GetPath(call));
        using PooledBufferWriter body = new();
        Adapter.WriteRequest(body, call);
        Assert.Equal(0, body.WrittenCount);
        Assert.False(call.HasNotes);
    }

    [Fact]
    public async Task Stream_IsTakenUpWhereItBroke()
    {
        string[] events =
        [
            """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","background":true,"store":true,"status":"in_progress","output":[]}}""",
            """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","content":[]}}""",
            """{"type":"response.output_text.delta","sequence_number":2,"output_index":0,"delta":"Hel"}""",
            """{"type":"response.output_text.delta","sequence_number":3,"output_index":0,"delta":"lo"}""",
            """{"type":"response.output_item.done","sequence_number":4,"output_index":0,"item":{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hello"}]}}""",
            """{"type":"response.output_item.done","sequence_number":5,"output_index":1,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":"{}"}}""",
            """{"type":"response.completed","sequence_number":6,"response":{"id":"resp_1","background":true,"status":"completed","output":[{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hello"}]},{"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":"{}"}]}}""",
        ];
        List<ChatResponseUpdate> whole = await StreamAsync(events, ProtocolHarness.Call(Hi, Background, streaming: true));
        Assert.All(whole.SkipLast(1), static update => Assert.NotNull(update.ContinuationToken));
        Assert.Null(whole[^1].ContinuationToken);
        string expected = Show(whole);
        for (int i = 0; i < whole.Count - 1; i++)
        {
            ChatCall call = ProtocolHarness.Call([], new() { ContinuationToken = whole[i].ContinuationToken }, streaming: true);
            string path = Adapter.GetPath(call);
            Assert.StartsWith("responses/resp_1?stream=true&starting_after=", path, StringComparison.Ordinal);
            int after = int.Parse(path[(path.LastIndexOf('=') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            List<ChatResponseUpdate> rest = await StreamAsync(events.Skip(after + 1), call);
            Assert.Equal(expected, Show([.. whole.Take(i + 1), .. rest]));
        }

        static string Show(IEnumerable<ChatResponseUpdate> updates)
        {
            ChatResponse response = updates.ToChatResponse();
            return $"{response.Messages.Count} {response.Text} {response.Messages[0].Contents.OfType<FunctionCallContent>().Count()} {response.ConversationId} {response.FinishReason}";
        }
    }

    [Fact]
    public async Task Request_IsAGetWithoutBody()
    {
        HttpRequestMessage? sent = null;
        using StubHandler handler = new((request, _) =>
        {
            sent = request;
            return Task.FromResult(StubHandler.Json(
                HttpStatusCode.OK, """{"id":"resp_a/b","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Done."}]}]}"""));
        });
        using HttpMessageInvoker http = new(handler);
        using HttpModelClient client = new(Adapter, new Uri("https://api.example/v1/"), http, null, TimeProvider.System);
        ChatCall call = ProtocolHarness.Call([], new() { ContinuationToken = new ResponsesContinuation("resp_a/b", null).ToToken() });

        ChatResponse response =
            await client.GetResponseAsync(call, new CallTransport { Secret = "k" }, TestContext.Current.CancellationToken);

        Assert.Equal("Done.", response.Text);
        Assert.Equal(HttpMethod.Get, sent!.Method);
        Assert.Equal("https://api.example/v1/responses/resp_a%2Fb", sent.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer", sent.Headers.Authorization!.Scheme);
        Assert.Null(sent.Content);
    }

    [Fact]
    public void MessagesBesideAToken_AreNoted()
    {
        ChatCall call = ProtocolHarness.Call(Hi, new() { ContinuationToken = new ResponsesContinuation("resp_1", 3).ToToken() });
        using PooledBufferWriter body = new();
        Adapter.WriteRequest(body, call);
        Assert.StartsWith("Messages were not sent", Assert.Single(call.Notes.All), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"id\":\"\"}")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"id\":\"resp")]
    public void TokenOfAnother_IsTheCallersFault(string token)
    {
        ChatCall call = ProtocolHarness.Call([],
            new() { ContinuationToken = ResponseContinuationToken.FromBytes(Encoding.UTF8.GetBytes(token)) });
        Assert.Equal(FailureKind.InvalidRequest, Assert.Throws<ProviderException>(() => Adapter.GetPath(call)).Kind);
    }
}
