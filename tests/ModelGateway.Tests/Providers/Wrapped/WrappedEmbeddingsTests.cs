using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Providers.Wrapped;

namespace ModelGateway.Tests.Providers.Wrapped;

public sealed class WrappedEmbeddingsTests
{
    [Fact]
    public async Task GenerateAsync_SendsPlainOptions_AndCopiesTheEmbeddings()
    {
        Generator inner = new();
        WrappedEmbeddings embeddings = new(inner, new WrappedClientOptions("origin") { ModelId = "own" });
        CallTransport transport = new();
        EmbeddingCall call = new()
        {
            ModelId = "requested",
            Inputs = ["a", "b"],
            Options = new EmbeddingGenerationOptions
            {
                ModelId = "route",
                AdditionalProperties = new() { ["modelgateway.x"] = 1, ["kept"] = 2 }
            },
        };

        GeneratedEmbeddings<Embedding<float>> copies = await embeddings.GenerateAsync(call, transport, CancellationToken.None);

        Assert.Equal(("own", "kept", true),
            (inner.Options!.ModelId, Assert.Single(inner.Options.AdditionalProperties!.Keys), transport.Sent));
        Assert.Equal(inner.Generated.Select(static one => one.Vector), copies.Select(static one => one.Vector));
        Assert.NotSame(inner.Generated[0], copies[0]);
        Assert.Equal(("m", 5L), (copies[0].ModelId, copies.Usage!.InputTokenCount));
    }

    [Fact]
    public async Task GenerateAsync_WithoutAnAnswer_IsMalformed()
    {
        WrappedEmbeddings embeddings = new(new Generator { ReturnsNull = true }, new WrappedClientOptions("origin"));

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
            embeddings.GenerateAsync(new EmbeddingCall { ModelId = "m", Inputs = ["a"] }, new CallTransport(), CancellationToken.None));

        Assert.Equal((FailureKind.Malformed, "The generator returned no embeddings."), (exception.Kind, exception.Message));
    }

    private sealed class Generator : IEmbeddingGenerator<string, Embedding<float>>
    {
        public EmbeddingGenerationOptions? Options { get; private set; }

        public bool ReturnsNull { get; init; }

        public GeneratedEmbeddings<Embedding<float>> Generated { get; } =
            new([new(new float[] { 1 }) { ModelId = "m" }, new(new float[] { 2 })]) { Usage = new UsageDetails { InputTokenCount = 5 } };

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            Options = options;
            return Task.FromResult(ReturnsNull ? null! : Generated);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
