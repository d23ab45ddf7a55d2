using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>Names and ids of a request never lead to another path, and settings never to another host.</summary>
public sealed class PathInjectionTests
{
    private static readonly string[] Injected =
    [
        "..", ".", "a/../b", "../../admin", "a/..", "/a", "a/", "a//b", "%2e%2e", "%2E%2E%2Fa", "a?key=1", "a#b", "..\\..\\a", "a\\b",
        "a\r\nX-Evil: 1", "a\0", "a\u007F",
    ];

    public static TheoryData<string> Types { get; } = [.. ProviderTypes.Names];

    public static TheoryData<string> TypesWithResponses { get; } =
        [.. ProviderTypes.Names.Where(static name => ProviderTypes.Find(name)!.HasResponses)];

    [Theory, MemberData(nameof(Types))]
    public async Task Model_StaysInItsPlace(string type)
    {
        StubHandler sent = new(static (_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.BadRequest, "{}")));
        using TypedGateway gateway = new(type, sent);
        await gateway.AskAsync(new ChatOptions { ModelId = "p/good-1" });
        await gateway.AskAsync(new ChatOptions { ModelId = "p/good-1" }, stream: true);
        string[] good = [.. sent.Sent.Select(static request => request.Address.AbsoluteUri)];
        foreach (string model in Injected)
        {
            foreach (bool stream in (bool[])[false, true])
            {
                int before = sent.Sent.Count;
                Exception? exception = await gateway.AskAsync(new ChatOptions { ModelId = "p/" + model }, stream);
                AssertInPlace(exception, sent, before, good[stream ? 1 : 0]);
            }
        }
    }

    [Theory, MemberData(nameof(Types))]
    public async Task EmbeddingModel_StaysInItsPlace(string type)
    {
        StubHandler sent = new(static (_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.BadRequest, "{}")));
        using TypedGateway gateway = new(type, sent);
        await Record.ExceptionAsync(() => gateway.Embeddings.GenerateAsync(["t"], new() { ModelId = "p/good-1" }));
        string? good = sent.Sent.Count == 0 ? null : sent.Sent[0].Address.AbsoluteUri;
        foreach (string model in Injected.Where(_ => good is not null))
        {
            int before = sent.Sent.Count;
            Exception? exception = await Record.ExceptionAsync(
                () => gateway.Embeddings.GenerateAsync(["t"], new() { ModelId = "p/" + model }));
            AssertInPlace(exception, sent, before, good!);
        }
    }

    [Theory, MemberData(nameof(TypesWithResponses))]
    public async Task ResponseId_StaysInItsPlace(string type)
    {
        StubHandler sent = new(static (_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.BadRequest, "{}")));
        using TypedGateway gateway = new(type, sent, static provider => provider.Api = ProviderApi.Responses);
        foreach (string id in (string[])[.. Injected, "resp_1/cancel"])
        {
            byte[] token = Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(new { id }));
            ChatOptions options = new() { ContinuationToken = ResponseContinuationToken.FromBytes(token) };

            ProviderException exception = Assert.IsType<ProviderException>(await gateway.AskAsync(options));

            Assert.Equal(FailureKind.InvalidRequest, exception.Kind);
            Assert.StartsWith("ContinuationToken holds an id", exception.Message, StringComparison.Ordinal);
        }

        Assert.Empty(sent.Sent);
    }

    [Theory]
    [InlineData("VertexAI", "evil.org#", "p")]
    [InlineData("VertexAI", "evil.org/", "p")]
    [InlineData("VertexAI", "x@evil.org", "p")]
    [InlineData("VertexAI", "us-", "p")]
    [InlineData("VertexAI", "a\r\nb", "p")]
    [InlineData("VertexAI", "global", "p/../q")]
    [InlineData("VertexAI", "global", "..")]
    [InlineData("VertexAI", "global", "p?x")]
    [InlineData("VertexAI", "global", "p#")]
    [InlineData("VertexAI", "global", "p%2f..")]
    [InlineData("Bedrock", "evil.org#", null)]
    [InlineData("Bedrock", "us-east-1.evil.org/", null)]
    [InlineData("Bedrock", "x@evil-1", null)]
    [InlineData("Bedrock", "-", null)]
    [InlineData("Bedrock", "us-east-", null)]
    [InlineData("Bedrock", "us-east-1\r\n", null)]
    public void RegionAndProject_NeverBecomeAnotherHost(string type, string region, string? project)
    {
        ServiceCollection services = new();
        services.AddModelGateway(gateway => gateway.AddProvider("p", type, options =>
        {
            options.Region = region == "us-east-1\r\n" ? "us-east\r\n-1" : region;
            options.Project = project;
            options.TokenCallback = static _ => ValueTask.FromResult("token");
        }));
        using ServiceProvider provider = services.BuildServiceProvider();

        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(provider.GetRequiredService<IChatClient>);

        Assert.Contains(exception.Failures, static fault =>
            fault.Contains("Providers:p:Region is", StringComparison.Ordinal)
            || fault.Contains("Providers:p:Project is", StringComparison.Ordinal));
    }

    // A name that is only in the body changes no path. One that would change it is refused before anything is sent.
    private static void AssertInPlace(Exception? exception, StubHandler sent, int before, string good)
    {
        if (sent.Sent.Count > before)
        {
            Assert.DoesNotContain("good-1", good, StringComparison.Ordinal);
            Assert.Equal(good, sent.Sent[^1].Address.AbsoluteUri);
            return;
        }

        ProviderException refused = Assert.IsType<ProviderException>(exception);
        Assert.Equal(FailureKind.InvalidRequest, refused.Kind);
        Assert.StartsWith("The model's name has a part", refused.Message, StringComparison.Ordinal);
    }
}
