using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>Bodies that the handler cannot decompress.</summary>
public sealed class ResponseBodyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadErrorAsync_OfACorruptBodyLeavesStatusAndHeaders(bool brotli)
    {
        using StubHandler http = new((_, _) =>
        {
            HttpResponseMessage response = new(HttpStatusCode.TooManyRequests) { Content = Corrupt(brotli) };
            response.Headers.TryAddWithoutValidation("Retry-After", "7");
            return Task.FromResult(response);
        });
        using IChatClient gateway = Create(http);

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));

        Assert.Equal((FailureKind.RateLimited, 429, TimeSpan.FromSeconds(7)), (exception.Kind, exception.StatusCode, exception.RetryAfter));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task ReadWholeAsync_OfACorruptBodyIsMalformed(bool brotli, bool stream)
    {
        using StubHandler http = new((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = Corrupt(brotli) }));
        using IChatClient gateway = Create(http);

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => stream
            ? gateway.GetStreamingResponseAsync("hi").ToChatResponseAsync()
            : gateway.GetResponseAsync("hi"));

        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.Contains("decompressed", exception.Message, StringComparison.Ordinal);
    }

    private static StreamContent Corrupt(bool brotli)
    {
        MemoryStream garbage = new([.. Enumerable.Repeat((byte)0xEE, 400)]);
        return new StreamContent(brotli ? new BrotliStream(garbage, CompressionMode.Decompress)
            : new GZipStream(garbage, CompressionMode.Decompress));
    }

    private static IChatClient Create(StubHandler http) => GatewayChatClient.Create(g =>
    {
        g.AddOpenAI("p", o => o.Keys.Add("sk-test"));
        g.Configure(o => o.DefaultRoute = "p/m");
        g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
    });
}
