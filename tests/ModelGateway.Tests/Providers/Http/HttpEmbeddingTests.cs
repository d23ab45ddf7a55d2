using System.Net;
using Microsoft.Extensions.AI;
using ModelGateway.Configuration;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Providers.Http;
using ModelGateway.Tests.Support;
using Generator = Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>;
using Vectors = Microsoft.Extensions.AI.GeneratedEmbeddings<Microsoft.Extensions.AI.Embedding<float>>;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>Embeddings through an adapter, over HTTP.</summary>
public sealed class HttpEmbeddingTests
{
    private const string Token = "tok-0123456789";
    private static readonly Uri Endpoint = new("https://stub.test/v1/");

    [Fact]
    public async Task EachBatch_IsOneSignedRequest_WithItsOwnToken()
    {
        using StubHandler handler = new(static async (request, token) => Answer(await request.Content!.ReadAsStringAsync(token)));
        using Generator gateway = Create(handler, new StubEmbeddingProtocol());

        Vectors vectors = await gateway.GenerateAsync(["t1", "t2", "t3"]);

        Assert.Equal([1f, 2f, 3f], vectors.Select(one => one.Vector.Span[0]));
        Assert.All(vectors, one => Assert.Equal("m", one.ModelId));
        Assert.Equal(12, vectors.Usage!.InputTokenCount);
        Assert.Equal(["""{"model":"m","input":["t1","t2"]}""", """{"model":"m","input":["t3"]}"""], handler.Sent.Select(sent => sent.Body));
        Assert.All(handler.Sent, sent => Assert.Equal(new Uri(Endpoint, "embeddings"), sent.Address));
        Assert.All(handler.Sent, sent => Assert.Contains($"x-key: {Token} token", sent.Headers, StringComparison.Ordinal));
        Assert.All(handler.Sent, sent => Assert.Contains($"x-signed: POST {sent.Body.Length}", sent.Headers, StringComparison.Ordinal));
        Assert.Equal("stub/m: Encoding was not sent: Stub has no such option.", Assert.Single(vectors.GetReceipt()!.Notes));
    }

    [Fact]
    public async Task TheTokensOfABatch_AreBoundedToo()
    {
        using StubHandler handler = new(static async (request, token) => Answer(await request.Content!.ReadAsStringAsync(token)));
        using Generator gateway = Create(handler, new StubEmbeddingProtocol { MaxInputs = 100, MaxTokens = 8 });

        Vectors vectors = await gateway.GenerateAsync(["t1", "t2", "t3000000000000000000000", "t4"]);

        Assert.Equal(4, vectors.Count);
        Assert.Equal(["t1\",\"t2", "t3000000000000000000000", "t4"],
            handler.Sent.Select(sent => sent.Body[(sent.Body.IndexOf('[') + 2)..^3]));
    }

    [Fact]
    public async Task AModel_MayTakeFewerThanItsProtocol()
    {
        using StubHandler handler = new(static async (request, token) => Answer(await request.Content!.ReadAsStringAsync(token)));
        using Generator gateway = Create(handler, new StubEmbeddingProtocol(), "one-by-one");

        Assert.Equal([1f, 2f], (await gateway.GenerateAsync(["t1", "t2"])).Select(one => one.Vector.Span[0]));
        Assert.Equal(2, handler.Sent.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.OK)]
    public async Task WhatTheProviderSays_NeverHoldsTheSecret(HttpStatusCode status)
    {
        using StubHandler handler = new((_, _) => Task.FromResult(StubHandler.Json(status, $$"""{"error":"no, {{Token}}"}""")));
        using Generator gateway = Create(handler, new StubEmbeddingProtocol());

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GenerateAsync(["t1"]));

        Assert.Contains("[key]", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, exception.Receipt!.ToString(), StringComparison.Ordinal);
        Assert.Equal(status == HttpStatusCode.OK ? FailureKind.InvalidRequest : FailureKind.Unavailable, exception.Kind);
    }

    [Fact]
    public async Task Body_IsTruncatedWhereItBreaksOff_AndMalformedWhereItCannotBeRead()
    {
        using StubHandler broken = new(static (_, _) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BrokenStream()) }));
        using Generator first = Create(broken, new StubEmbeddingProtocol());
        Assert.Equal(FailureKind.Truncated, (await Assert.ThrowsAsync<ProviderException>(() => first.GenerateAsync(["t1"]))).Kind);

        using StubHandler html = new(static (_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.OK, "<html>")));
        using Generator second = Create(html, new StubEmbeddingProtocol());
        Assert.Equal(FailureKind.Malformed, (await Assert.ThrowsAsync<ProviderException>(() => second.GenerateAsync(["t1"]))).Kind);
    }

    [Fact]
    public async Task AProviderWithoutEmbeddings_SaysSo_AndIsNotAsked()
    {
        using StubHandler handler = StubHandler.OpenAI();
        using Generator gateway = Create(handler, AnthropicProtocol.Instance);

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GenerateAsync(["t1"]));

        Assert.Equal((FailureKind.Unsupported, "The provider 'stub' has no embeddings."), (exception.Kind, exception.Message));
        Assert.Equal("stub/m", exception.Deployment);
        Assert.Empty(handler.Sent);
        using HttpModelClient client = new(AnthropicProtocol.Instance, Endpoint, new HttpMessageInvoker(handler), null,
            TimeProvider.System);
        EmbeddingCall call = new() { Inputs = ["t1"], ModelId = "m" };
        Assert.Equal(FailureKind.Unsupported, (await Assert.ThrowsAsync<ProviderException>(() =>
            client.GetEmbeddingsAsync(call, new CallTransport(), CancellationToken.None))).Kind);
    }

    private static HttpResponseMessage Answer(string body)
    {
        string[] texts = [.. System.Text.Json.JsonElement.Parse(body).GetProperty("input").EnumerateArray()
            .Select(text => text.GetString()!)];
        string data = string.Join(',', texts.Select(text => $$"""{"embedding":[{{text[1..]}},0]}"""));
        return StubHandler.Json(HttpStatusCode.OK, $$$"""{"data":[{{{data}}}],"usage":{"prompt_tokens":{{{4 * texts.Length}}}}}""");
    }

    private static Generator Create(StubHandler handler, IProtocol adapter, string model = "m") => GatewayEmbeddingGenerator.Create(g =>
        g.Configure(options =>
        {
            options.DefaultEmbeddingRoute = "stub/m";
            options.Clients["stub/m"] = new ClientRegistration(
                "stub/m",
                _ => new HttpModelClient(
                    adapter, Endpoint, new HttpMessageInvoker(handler, disposeHandler: false), null, TimeProvider.System,
                    static _ => ValueTask.FromResult(Token)),
                new ClientDeploymentOptions { ModelId = model });
        }));

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("gone");
    }
}
