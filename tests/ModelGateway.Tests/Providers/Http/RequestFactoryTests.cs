using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>Requests with objects that cannot be written are invalid; the deployment's health does not change.</summary>
public sealed class RequestFactoryTests
{
    public static MatrixTheoryData<string, string> Cases { get; } = new(["OpenAI", "Anthropic", "Gemini"], ["cycle", "type", "getter"]);

    [Theory, MemberData(nameof(Cases))]
    public async Task Create_OfAnUnwritableRequestNamesTheCause_AndBlamesNoDeployment(string type, string what)
    {
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddProvider("p", type, o => o.Keys.Add("secret"));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });
        ChatMessage[] messages =
        [
            new(ChatRole.User, "hi"),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "look", new Dictionary<string, object?>())]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", Result(what))]),
        ];

        for (int i = 0; i < 10; i++)
        {
            ProviderException exception = await Assert.ThrowsAnyAsync<ProviderException>(() =>
                gateway.GetResponseAsync(messages, new ChatOptions { ModelId = "p/m" }));

            Assert.Equal(FailureKind.InvalidRequest, exception.Kind);
            Assert.Contains(what switch { "cycle" => "cycle", "type" => "Type'", _ => "The getter says no." }, exception.Message,
                StringComparison.Ordinal);
        }

        Assert.Empty(http.Sent);
        Assert.Equal(0, ((Deployment)gateway.GetService(typeof(Deployment), "p/m")!).ConsecutiveFailures);
    }

    private static object Result(string what)
    {
        List<object> cycle = [];
        cycle.Add(cycle);
        return what switch { "cycle" => cycle, "type" => typeof(string), _ => new Refusing() };
    }

    private sealed class Refusing
    {
#pragma warning disable CA1822, S2372 // A property that JSON reads.
        public string Value => throw new FormatException("The getter says no.");
#pragma warning restore CA1822, S2372
    }
}
