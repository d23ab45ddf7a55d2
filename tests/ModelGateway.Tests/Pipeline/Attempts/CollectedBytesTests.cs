using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Pipeline.Attempts;

/// <summary>What is collected of a stream before its caller sees it, by what fills it.</summary>
public sealed class CollectedBytesTests
{
    private const int Limit = 100_000;

    public static TheoryData<string> Fillers { get; } = ["text", "reasoning", "signature", "data", "call", "block", "sources", "updates"];

    [Theory, MemberData(nameof(Fillers))]
    public async Task StreamWithoutEnd_IsMalformed(string filler)
    {
        int sent = 0;
        using EndlessClient client = new(() =>
        {
            sent++;
            return new ChatResponseUpdate(ChatRole.Assistant, Contents(filler));
        });
        using IChatClient gateway = GatewayChatClient.Create(builder => builder
            .AddDeployment("endless", client)
            .Configure(static options =>
            {
                options.MaxAnswerBytes = Limit;
                options.StreamUpstream = true;
            }));

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(
            () => gateway.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.Contains("MaxAnswerBytes", exception.Message, StringComparison.Ordinal);
        Assert.InRange(sent, 2, Limit / 50);
    }

    /// <summary>What comes before the first content is held back until then.</summary>
    [Fact]
    public async Task UpdatesWithoutContent_AreBoundedToo()
    {
        using EndlessClient client = new(static () => new ChatResponseUpdate(ChatRole.Assistant, []));
        using IChatClient gateway = GatewayChatClient.Create(builder => builder
            .AddDeployment("endless", client)
            .Configure(static options => options.MaxAnswerBytes = Limit));

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(async () =>
        {
            await foreach (ChatResponseUpdate update in gateway.GetStreamingResponseAsync("hi"))
            {
                Assert.Fail("There was nothing to show.");
            }
        });

        Assert.Equal(FailureKind.Malformed, exception.Kind);
    }

    private static List<AIContent> Contents(string filler) => filler switch
    {
        "text" => [new TextContent(new string('x', 1_000))],
        "reasoning" => [new TextReasoningContent(new string('x', 1_000))],
        "signature" => [new TextReasoningContent("") { ProtectedData = new string('x', 1_000) }],
        "data" => [new DataContent(new byte[2_000], "image/png")],
        "call" => [new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["x"] = new string('x', 1_000) })],
        "block" => [new AIContent { AdditionalProperties = new() { ["block"] = JsonElement.Parse($"[{new string('1', 2_000)}]") } }],
        "sources" => [new TextContent("") { Annotations = [new CitationAnnotation { Snippet = new string('x', 1_000) }] }],
        _ => [],
    };

    private sealed class EndlessClient(Func<ChatResponseUpdate> next) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.CompletedTask;
                yield return next();
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
