using System.Net;
using ModelGateway.Protocols;
using ModelGateway.Providers.Http;

namespace ModelGateway.Tests.Providers.Http;

public sealed class GatewayHttpHandlerTests
{
    [Fact]
    public void Create_FollowsNoRedirectsKeepsNoCookiesAndDrainsNoStreams()
    {
        using SocketsHttpHandler handler = GatewayHttpHandler.Create(TimeProvider.System);

        Assert.Equal((false, false), (handler.AllowAutoRedirect, handler.UseCookies));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(5)), (handler.ResponseDrainTimeout, handler.PooledConnectionLifetime));
        Assert.Equal((DecompressionMethods.All, Timeout.InfiniteTimeSpan), (handler.AutomaticDecompression, handler.ConnectTimeout));
        Assert.NotNull(handler.ConnectCallback);
    }

    [Fact]
    public void Find_ReturnsTheAttachedAttempt()
    {
        using HttpRequestMessage request = new();
        CallTransport transport = new();

        Assert.Null(GatewayHttpHandler.Find(request));
        GatewayHttpHandler.Attach(request, transport);
        Assert.Same(transport, GatewayHttpHandler.Find(request));
    }

    [Fact]
    public async Task Connect_FailsAtAClosedPort_AndLeavesNoConnectTime()
    {
        using HttpMessageInvoker http = new(GatewayHttpHandler.Create(TimeProvider.System));
        using HttpRequestMessage request = new(HttpMethod.Get, "http://127.0.0.1:1/");
        CallTransport transport = new() { Timeouts = new GatewayTimeoutOptions { Connect = TimeSpan.FromSeconds(30) } };
        GatewayHttpHandler.Attach(request, transport);

        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(request, CancellationToken.None));

        Assert.Null(transport.ConnectTime);
    }
}
