using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>
/// The gateway in a host like those of the service-default templates, which add a resilience handler to every HTTP client.
/// </summary>
public sealed class HostTests
{
    public static MatrixTheoryData<SimulatedProtocol, bool> Both { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Both))]
    public async Task HostResilienceHandler_NeitherRetriesNorTimesOut(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Services = static services => services.ConfigureHttpClientDefaults(static http => http.AddStandardResilienceHandler()),
        });
        gateway.First.Fail(SimulatedFault.Status(503));

        GatewayAnswer failed = await gateway.AskAsync(stream);
        Assert.Equal(503, Assert.IsType<ProviderException>(failed.Exception).StatusCode);
        Assert.Single(gateway.First.Requests);
        gateway.First.Latency = TimeSpan.FromSeconds(100);
        Task<GatewayAnswer> asking = gateway.AskAsync(stream);
        await gateway.First.WhenPausedAsync().Bounded();
        gateway.Time.Advance(TimeSpan.FromSeconds(99));
        Assert.False(asking.IsCompleted);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("hi", (await asking).Text);
        Assert.Equal(2, gateway.First.Requests.Count);
    }

    [Fact]
    public async Task HostDefaults_AddedAfterTheGatewayDoNotApply()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Gateway = static builder => builder.Services.ConfigureHttpClientDefaults(static http => http.AddStandardResilienceHandler()),
        });
        gateway.First.Fail(SimulatedFault.Status(503));

        GatewayAnswer answer = await gateway.AskAsync(stream: false);

        Assert.Equal("hi", answer.Text);
        Assert.Single(gateway.First.Requests);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Redirect_IsNotFollowedAndKeepsTheKey(SimulatedProtocol protocol, bool stream)
    {
        await using RawServer thief = await RawServer.StartAsync(static context => context.Response.WriteAsync("{}"));
        await using RawServer redirecting = await RawServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = thief.Endpoint.AbsoluteUri;
            return Task.CompletedTask;
        });
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol, SimulatedProtocol.OpenAI],
            Provider = (index, provider) => provider.Endpoint = index == 0 ? redirecting.Endpoint : provider.Endpoint,
        });

        GatewayAnswer answer = await gateway.AskAsync(stream);

        Assert.Equal(1, redirecting.Requests);
        Assert.Equal(0, thief.Requests);
        Assert.Equal("hi", answer.Text);
        Assert.Equal(307, answer.Receipt.Attempts[0].StatusCode);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task PreWarm_OpensAConnectionWhenTheHostStarts(bool preWarm)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [SimulatedProtocol.OpenAI],
            Provider = (_, provider) => provider.PreWarm = preWarm,
        });

        foreach (IHostedService service in gateway.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        if (preWarm)
        {
            await gateway.First.WhenRequestedAsync().Bounded();
            await gateway.First.WhenIdleAsync().Bounded();
            Assert.Null(gateway.First.Requests[0].ApiKey);
        }

        GatewayAnswer answer = await gateway.AskAsync(stream: false);
        Assert.Equal("hi", answer.Text);
        Assert.Equal(preWarm ? 2 : 1, gateway.First.Requests.Count);
        Assert.True(preWarm || Assert.Single(answer.Receipt.Attempts).ConnectTime is not null);
    }

    [Fact]
    public async Task Host_StartsWhileAProviderIsDown()
    {
        TaskCompletionSource<string> warned = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CapturedLog log = new()
        {
            OnLine = line =>
            {
                if (line.Contains("could not be pre-warmed", StringComparison.Ordinal))
                {
                    warned.TrySetResult(line);
                }
            },
        };
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [SimulatedProtocol.OpenAI],
            Services = services => services.AddLogging(logging => logging.AddProvider(log)),
            Provider = static (_, provider) =>
            {
                provider.PreWarm = true;
                provider.Endpoint = new Uri("http://127.0.0.1:9/");
            },
        });

        foreach (IHostedService service in gateway.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken).Bounded();
        }

        Assert.StartsWith("Warning: Provider 'p1'", await warned.Task.Bounded(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task RawJson_IsKeptWhenRequested(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);

        GatewayAnswer without = await gateway.AskAsync(stream);
        GatewayAnswer with = await gateway.AskAsync(
            stream, "hi", new ChatOptions().WithGateway(static settings => settings with { CaptureRawRepresentation = true }));

        if (stream)
        {
            Assert.All(without.Updates, static update => Assert.Null(update.RawRepresentation));
            Assert.Contains(with.Updates, static update => update.RawRepresentation is JsonElement { ValueKind: JsonValueKind.Object } json
                && json.EnumerateObject().Any());
        }
        else
        {
            Assert.Null(without.Response!.RawRepresentation);
            Assert.True(Assert.IsType<JsonElement>(with.Response!.RawRepresentation).EnumerateObject().Any());
        }
    }

    [Fact]
    public async Task HttpClient_UsesTheHostsPrimaryHandler()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions { UsesDefaultHandler = true });
        gateway.First.Fail(SimulatedFault.Status(503));

        GatewayAnswer answer = await gateway.AskAsync(stream: true);

        Assert.Equal("hi", answer.Text);
        Assert.NotNull(answer.Receipt.Attempts[0].ConnectTime);
    }
}
