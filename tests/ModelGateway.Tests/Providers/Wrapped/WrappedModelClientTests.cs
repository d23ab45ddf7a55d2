using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Providers.Wrapped;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Wrapped;

public sealed class WrappedModelClientTests
{
    [Theory]
    [InlineData(false, "own")]
    [InlineData(true, "requested")]
    public async Task GetResponseAsync_AsksForTheModelOfItsOptions_OrForTheRequested(bool sendsRequestedModel, string expected)
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using WrappedModelClient client = new(inner, new("origin") { ModelId = "own", SendsRequestedModel = sendsRequestedModel });
        CallTransport transport = new();

        ChatResponse response = await client.GetResponseAsync(Call(), transport, CancellationToken.None);

        Assert.Equal(("hello", expected, true), (response.Text, inner.Calls[0].Options!.ModelId, transport.Sent));
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    public async Task GetStreamingResponseAsync_RequiresAFinishReasonUnlessItIsOptional(bool byOptions, bool byClient, bool complete)
    {
        using FeaturedClient inner = new(new DeploymentFeatures { FinishReasonOptional = byClient });
        using WrappedModelClient client = new(inner, new("origin") { FinishReasonOptional = byOptions });

        Exception? exception = await Record.ExceptionAsync(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(Call(), new CallTransport(),
                CancellationToken.None))
            {
                Assert.Equal("hi", update.Text);
            }
        });

        Assert.Equal(complete, exception is null);
        Assert.True(complete || exception is StreamTruncatedException);
    }

    [Fact]
    public void GetFeatures_AreTheModelsElseTheClients_AndStreamingIsAssumed()
    {
        using FeaturedClient inner = new(new DeploymentFeatures
        {
            Capabilities = new CapabilitySet([], [Capability.Tools]),
            HonoursCancellation = true,
            ContextWindow = 100,
        });
        using WrappedModelClient client = new(inner, new("origin"));

        Assert.True(client.HonoursCancellation);
        Assert.Equal((100, 10), (client.GetFeatures("any").ContextWindow, client.GetFeatures("small").ContextWindow));
        Assert.Equal("streaming, !tools", client.GetFeatures("any").Capabilities.ToString());
        using WrappedModelClient silent = new(ScriptedAnswers.Hello(), new("origin"));
        Assert.Equal((false, "streaming"), (silent.HonoursCancellation, silent.GetFeatures("any").Capabilities.ToString()));
    }

    [Theory]
    [InlineData(null, null, int.MaxValue)]
    [InlineData(5, null, 5)]
    [InlineData(null, 3, 3)]
    [InlineData(5, 3, 3)]
    public void GetEmbeddingLimits_AreTheSmallerOfConfiguredAndStated(int? configured, int? stated, int expected)
    {
        using FeaturedClient inner = new(new DeploymentFeatures { MaxInputs = stated });
        using WrappedModelClient client = new(inner, new("origin") { MaxInputs = configured }, new CannedEmbeddingGenerator());

        Assert.Equal(expected, client.GetEmbeddingLimits("m")!.MaxInputs);
        Assert.True(client.SurelyEmbeds);
        using WrappedModelClient chat = new(inner, new("origin"));
        Assert.Null(chat.GetEmbeddingLimits("m"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dispose_DisposesTheClientUnlessItStaysOpen(bool leaveOpen)
    {
        FeaturedClient inner = new(new DeploymentFeatures());

        new WrappedModelClient(inner, new("origin") { LeaveOpen = leaveOpen }).Dispose();

        Assert.Equal(!leaveOpen, inner.IsDisposed);
    }

    private static ChatCall Call() => new() { ModelId = "requested", Messages = [new ChatMessage(ChatRole.User, "hi")] };

    private sealed class FeaturedClient(DeploymentFeatures features) : IChatClient
    {
        public bool IsDisposed { get; private set; }

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            yield return new ChatResponseUpdate(ChatRole.Assistant, "hi");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType != typeof(DeploymentFeatures) ? null
            : serviceKey is null ? features
            : serviceKey is "small" ? features with { ContextWindow = 10 }
            : null;

        public void Dispose() => IsDisposed = true;
    }
}
