using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

public sealed class RequestIdTests
{
    [Theory]
    [InlineData("x-request-id")]
    [InlineData("request-id")]
    [InlineData("apim-request-id")]
    [InlineData("x-ms-request-id")]
    [InlineData("x-goog-request-id")]
    [InlineData("x-amzn-RequestId")]
    [InlineData("mistral-correlation-id")]
    [InlineData("x-debug-trace-id")]
    [InlineData("x-generation-id")]
    public async Task TheProvidersId_IsOnTheReceipt_WhateverItsHeader(string header)
    {
        using NamingHandler handler = new(header);
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [SimulatedProtocol.OpenAI],
            Gateway = builder => builder.HttpClient.AddHttpMessageHandler(() => handler),
        });
        await gateway.AskAsync(stream: false);
        Assert.Equal("id-1", Assert.Single(Assert.Single(gateway.Receipts).Attempts).ProviderRequestId);
    }

    private sealed class NamingHandler(string header) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            response.Headers.Remove("x-request-id");
            response.Headers.TryAddWithoutValidation(header, "id-1");
            return response;
        }
    }
}
