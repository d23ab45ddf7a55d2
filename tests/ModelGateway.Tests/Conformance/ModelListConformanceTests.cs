using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>The lists of models of every kind of provider that has one, through the whole gateway over HTTP.</summary>
public sealed class ModelListConformanceTests
{
    private static readonly string[] Models = ["model-a", "vendor/model-b", "model c:1@x"];

    private static readonly FaultKindCase[] Faults =
    [
        new(SimulatedFault.Status(500), FailureKind.Unavailable),
        new(SimulatedFault.Overloaded(), FailureKind.Unavailable),
        new(SimulatedFault.RateLimited(TimeSpan.FromSeconds(7)), FailureKind.RateLimited),
        new(SimulatedFault.Unauthorized(), FailureKind.Unauthorized),
        new(SimulatedFault.DropConnection(), FailureKind.Unavailable),
    ];

    /// <summary>Bedrock lists its models at another host than it serves them.</summary>
    public static TheoryData<SimulatedProtocol> Lists { get; } =
        [.. GatewayOverHttp.Protocols.Where(static protocol => protocol != SimulatedProtocol.Bedrock)];

    public static TheoryData<string> Kinds { get; } = [.. ProviderTypes.Names];

    [Theory, MemberData(nameof(Lists))]
    public async Task Models_AreListedInTheirOrder(SimulatedProtocol protocol)
    {
        ProviderSimulatorOptions options = new();
        Array.ForEach(Models, options.Models.Add);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol, options);
        await using ServiceProvider services = Create(Type(protocol), simulator.Endpoint, simulator.ApiKey, Api(protocol));

        IReadOnlyList<DiscoveredModel> models = await services.GetRequiredService<GatewayModels>().ListAsync("p").Bounded();

        Assert.Equal(Models, models.Select(static model => model.Id));
        Assert.Equal("GET", Assert.Single(simulator.Requests).Method);
        Assert.Equal(simulator.ApiKey, simulator.Requests[0].ApiKey);
        Assert.Equal(0, services.GetRequiredService<InMemoryLedger>().TotalCount);
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task Faults_AreTyped(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        foreach (FaultKindCase fault in Faults)
        {
            simulator.Recover().FailAlways(fault.Fault);
            await using ServiceProvider services = Create(Type(protocol), simulator.Endpoint, simulator.ApiKey, Api(protocol));

            ProviderException exception =
                await Assert.ThrowsAsync<ProviderException>(() => services.GetRequiredService<GatewayModels>().ListAsync("p").Bounded());

            Assert.Equal(fault.Kind, exception.Kind);
            Assert.DoesNotContain(simulator.ApiKey, exception.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Those whose lists have pages; of the others a further page is never asked.</summary>
    [Theory]
    [InlineData("Anthropic", "after_id")]
    [InlineData("Gemini", "pageToken")]
    [InlineData("Cohere", "page_token")]
    public async Task Pages_AreFollowed(string kind, string parameter)
    {
        List<string> queries = [];
        await using RawServer server = await RawServer.StartAsync(async http =>
        {
            queries.Add(http.Request.QueryString.Value ?? "");
            int page = http.Request.Query.TryGetValue(parameter, out Microsoft.Extensions.Primitives.StringValues token)
                ? int.Parse(token.ToString()[^1..]) : 0;
            http.Response.ContentType = "application/json";
            string next = page < 2 ? $"to ken/{page + 1}" : "";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, kind switch
            {
                "Anthropic" => $$"""{"data":[{"type":"model","id":"m{{page}}","display_name":"M","created_at":"2026-01-01T00:00:00Z"}],"has_more":{{(page < 2 ? "true" : "false")}},"last_id":"{{next}}"}""",
                "Gemini" => $$"""{"models":[{"name":"models/m{{page}}"}]{{(page < 2 ? $",\"nextPageToken\":\"{next}\"" : "")}}}""",
                _ => $$"""{"models":[{"name":"m{{page}}"}],"next_page_token":"{{next}}"}""",
            });
        });
        await using ServiceProvider services = Create(kind, server.Endpoint, "key-0000000000000000");

        IReadOnlyList<DiscoveredModel> models = await services.GetRequiredService<GatewayModels>().ListAsync("p").Bounded();

        Assert.Equal(["m0", "m1", "m2"], models.Select(static model => model.Id));
        Assert.Equal(3, queries.Count);
        Assert.Contains($"{parameter}=to%20ken%2F1", queries[1], StringComparison.Ordinal);
    }

    /// <summary>
    /// An answer that is not a list is refused with a typed error. A kind without a list says so and sends no request.
    /// </summary>
    [Theory, MemberData(nameof(Kinds))]
    public async Task Read_RefusesOtherAnswersWithATypedError(string kind)
    {
        string body = "";
        await using RawServer server = await RawServer.StartAsync(http =>
        {
            http.Response.ContentType = "application/json";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, body);
        });
        bool lists = ProviderTypes.Find(kind)!.CreateProtocol(new ProviderOptions { Type = kind, Region = "us-east-1" })
            .ModelList is not null;
        await using ServiceProvider services =
            Create(kind, server.Endpoint, kind == "Bedrock" ? "AKIASIMULATED0000001:secret" : "key-0000000000000000");
        string[] bodies =
        [
            "", "<html>", "7", "null", "{\"data\":7,\"models\":7}", "{\"data\":[7],\"models\":[7]}", "{\"data\":[{\"id\":\"a\"",
                new string('[', 10_000),
        ];
        foreach (string each in bodies)
        {
            body = each;

            ProviderException exception =
                await Assert.ThrowsAsync<ProviderException>(() => services.GetRequiredService<GatewayModels>().ListAsync("p").Bounded());

            Assert.True(exception.Kind == (lists ? FailureKind.Malformed : FailureKind.Unsupported),
                $"{each[..Math.Min(40, each.Length)]}: {exception.Kind}");
        }

        Assert.Equal(lists ? bodies.Length : 0, server.Requests);
    }

    private static string Type(SimulatedProtocol protocol) =>
        protocol == SimulatedProtocol.OpenAIResponses ? "OpenAI" : protocol.ToString();

    private static ProviderApi Api(SimulatedProtocol protocol) =>
        protocol == SimulatedProtocol.OpenAIResponses ? ProviderApi.Responses : ProviderApi.Auto;

    private static ServiceProvider Create(string kind, Uri endpoint, string key, ProviderApi api = ProviderApi.Auto)
    {
        ServiceCollection services = new();
        services.AddModelGateway(gateway => gateway.AddProvider("p", kind, provider =>
        {
            provider.Api = api;
            provider.Endpoint = endpoint;
            provider.Region = kind == "Bedrock" ? "us-east-1" : null;
            provider.Keys.Add(key);
        }));
        return services.BuildServiceProvider();
    }

    private sealed record FaultKindCase(SimulatedFault Fault, FailureKind Kind);
}
