using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>Several keys at one provider: the others take over while the failed key rests.</summary>
public sealed class KeyFailoverTests
{
    private static readonly string[] Keys = ["sk-the-first-key-000001", "sk-the-other-key-000002"];

    public static MatrixTheoryData<SimulatedProtocol, bool> Both { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Both))]
    public async Task LimitedKey_RestsWhileTheOtherKeyServes(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        gateway.First.Fail(SimulatedFault.RateLimited(TimeSpan.FromSeconds(20)));

        GatewayAnswer first = await gateway.AskAsync(stream);

        Assert.Equal("hi", first.Text);
        Assert.Equal(Keys, gateway.First.Requests.Select(request => request.ApiKey));
        Assert.Empty(gateway.Second.Requests);
        Assert.Equal(["key 1", "key 2"], first.Receipt.Attempts.Select(attempt => attempt.KeyName));
        Assert.Equal([FailureKind.RateLimited, null], first.Receipt.Attempts.Select(attempt => attempt.Failure));
        gateway.Time.Advance(TimeSpan.FromSeconds(19.9));
        await gateway.AskAsync(stream);
        await gateway.AskAsync(stream);
        Assert.Equal([Keys[0], Keys[1], Keys[1], Keys[1]], gateway.First.Requests.Select(request => request.ApiKey));
        gateway.Time.Advance(TimeSpan.FromSeconds(0.2));
        await gateway.AskAsync(stream);
        await gateway.AskAsync(stream);
        Assert.Contains(Keys[0], gateway.First.Requests.Skip(4).Select(request => request.ApiKey));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task NextProvider_AnswersWhenAllKeysRest(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        gateway.First.Fail(SimulatedFault.RateLimited(TimeSpan.FromSeconds(20)), times: 2);

        GatewayAnswer first = await gateway.AskAsync(stream);
        GatewayAnswer second = await gateway.AskAsync(stream);
        gateway.Time.Advance(TimeSpan.FromSeconds(21));
        GatewayAnswer third = await gateway.AskAsync(stream);

        Assert.Equal(3, first.Receipt.Attempts.Count);
        Assert.Equal(gateway.Deployments[1], first.Receipt.Deployment);
        Assert.Equal(gateway.Deployments[1], Assert.Single(second.Receipt.Attempts).Deployment);
        SkippedDeployment skipped = Assert.Single(second.Receipt.Skipped);
        Assert.Equal(gateway.Deployments[0], skipped.Deployment);
        Assert.StartsWith("rate limited for 20 s (Providers:p1:Keys), as it last said 429: ", skipped.Reason, StringComparison.Ordinal);
        Assert.Equal(gateway.Deployments[0], third.Receipt.Deployment);
        Assert.Equal(3, gateway.First.Requests.Count);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task RefusedKey_RestsWhileTheOtherKeyServes(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        gateway.First.RevokeKey(Keys[0]);

        GatewayAnswer first = await gateway.AskAsync(stream);
        GatewayAnswer second = await gateway.AskAsync(stream);

        Assert.Equal([FailureKind.Unauthorized, null], first.Receipt.Attempts.Select(attempt => attempt.Failure));
        Assert.Equal("key 2", Assert.Single(second.Receipt.Attempts).KeyName);
        Assert.Equal(0, gateway.Deployment(0).ConsecutiveFailures);
    }

    [Fact]
    public async Task NoRoute_SaysWhenToRetryWhenAllKeysRest()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.Anthropic);
        gateway.First.Fail(SimulatedFault.RateLimited(TimeSpan.FromSeconds(20)));

        GatewayAnswer first = await gateway.AskAsync(stream: false);
        GatewayAnswer second = await gateway.AskAsync(stream: false);

        Assert.Equal(TimeSpan.FromSeconds(20), Assert.IsType<ProviderException>(first.Exception).RetryAfter);
        NoRouteException exception = Assert.IsType<NoRouteException>(second.Exception);
        Assert.Equal(TimeSpan.FromSeconds(20), exception.RetryAfter);
        Assert.Contains("rate limited for 20 s", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<GatewayOverHttp> StartAsync(SimulatedProtocol protocol)
    {
        GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol, protocol == SimulatedProtocol.OpenAI ? SimulatedProtocol.Anthropic : SimulatedProtocol.OpenAI],
            Provider = static (index, provider) =>
            {
                if (index == 0)
                {
                    provider.Keys.Clear();
                    provider.Keys.Add(Keys[0]);
                    provider.Keys.Add(Keys[1]);
                }
            },
        });
        gateway.First.AcceptKey(Keys[0]).AcceptKey(Keys[1]);
        return gateway;
    }
}
