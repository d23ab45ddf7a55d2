using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>No option of a request and no setting writes a line of its own into a request's headers.</summary>
public sealed class HeaderInjectionTests
{
    private static readonly string[] Injected = ["v\r\nX-Evil: 1", "v\nX-Evil: 1", "v\rX-Evil: 1", "v\0", "v\u007F", "vé", "v\u2028"];

    private static readonly Dictionary<string, Func<ChatOptions, string, ChatOptions>> Options = new()
    {
        ["service tier"] = static (options, value) => options.WithServiceTier(value),
        ["cache key"] = static (options, value) => options.WithPromptCacheKey(value),
        ["anthropic-beta"] = static (_, value) => Set("anthropic-beta", value),
        ["anthropic-beta in a list"] = static (_, value) => Set("anthropic-beta", new[] { "a", value }),
        ["anthropic-beta as JSON"] = static (_, value) =>
            Set("anthropic-beta", System.Text.Json.JsonSerializer.SerializeToElement(new[] { value })),
        ["anthropic-beta of a tool"] = static (_, value) => new ChatOptions
        {
            Tools = [new HostedWebSearchTool(new Dictionary<string, object?> { ["anthropic-beta"] = value })],
        },
        ["version"] = static (_, value) => Set("anthropic-version", value),
        ["organisation"] = static (_, value) => Set("OpenAI-Organization", value),
        ["user"] = static (_, value) => Set("user", value),
        ["user agent"] = static (_, value) => Set("User-Agent", value),
        ["request id"] = static (_, value) => Set("x-request-id", value),
        ["idempotency key"] = static (_, value) => Set("Idempotency-Key", value),
        ["conversation"] = static (_, value) => new ChatOptions { ConversationId = value },
        ["instructions"] = static (_, value) => new ChatOptions { Instructions = value },
    };

    public static MatrixTheoryData<string, string> Cases { get; } = new([.. ProviderTypes.Names], [.. Options.Keys]);

    [Theory, MemberData(nameof(Cases))]
    public async Task Option_NeverWritesALine(string type, string option)
    {
        HeaderLog sent = new();
        ProviderApi[] apis = ProviderTypes.Find(type)!.HasResponses ? [ProviderApi.Auto, ProviderApi.Responses] : [ProviderApi.Auto];
        foreach (ProviderApi api in apis)
        {
            using TypedGateway gateway = new(type, sent, provider => provider.Api = api);
            foreach (string text in Injected)
            {
                int before = sent.Lines.Count;
                Exception? exception = await gateway.AskAsync(Options[option](new ChatOptions(), text));

                // A type that lacks the option refuses it without looking at it.
                if (sent.Lines.Count == before && exception is ProviderException { Kind: FailureKind.InvalidRequest } refused)
                {
                    Assert.Contains("that no header can carry", refused.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain(text, refused.ToString(), StringComparison.Ordinal);
                }
            }
        }

        Assert.All(sent.Lines, static line => Assert.DoesNotContain(line, static letter => letter is < ' ' or > '~'));
    }

    [Theory]
    [InlineData("VertexAI", "service tier", "The service tier holds")]
    [InlineData("Anthropic", "anthropic-beta", "AdditionalProperties[\"anthropic-beta\"] holds")]
    [InlineData("Anthropic", "anthropic-beta in a list", "AdditionalProperties[\"anthropic-beta\"] holds")]
    [InlineData("Anthropic", "anthropic-beta as JSON", "AdditionalProperties[\"anthropic-beta\"] holds")]
    [InlineData("Anthropic", "anthropic-beta of a tool", "AdditionalProperties[\"anthropic-beta\"] of the tool web_search holds")]
    public async Task Option_IsNamed_WhereItReachesAHeader(string type, string option, string message)
    {
        HeaderLog sent = new();
        using TypedGateway gateway = new(type, sent);
        await gateway.AskAsync(Options[option](new ChatOptions(), "good-1"));

        ProviderException exception = Assert.IsType<ProviderException>(
            await gateway.AskAsync(Options[option](new ChatOptions(), "v\r\nX-Evil: 1")));

        Assert.Equal(FailureKind.InvalidRequest, exception.Kind);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains(sent.Lines, static line => line.Contains("good-1", StringComparison.Ordinal));
        Assert.Equal(1, sent.Requests);
        Assert.False(gateway.Receipts.All[^1].Attempts[0].CostUsd > 0);
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("[\"\\ud800\"]")]
    [InlineData(null)]
    public async Task OptionThatCannotBeRead_IsAnInvalidRequest(string? json)
    {
        HeaderLog sent = new();
        using TypedGateway gateway = new("Anthropic", sent);
        object option = json is null ? Enumerable.Range(0, 2).Select(static number => $"{number / (number - 1)}")
            : System.Text.Json.JsonElement.Parse(json);

        ProviderException exception = Assert.IsType<ProviderException>(
            await gateway.AskAsync(new ChatOptions { AdditionalProperties = new() { ["anthropic-beta"] = option } }));

        Assert.Equal(FailureKind.InvalidRequest, exception.Kind);
        Assert.Equal(0, sent.Requests);
    }

    [Theory]
    [InlineData("X-Title")]
    [InlineData("OpenAI-Organization")]
    [InlineData("User-Agent")]
    public void DefaultHeaderOfTheSharedClient_IsRefused(string header)
    {
        ServiceCollection services = new();
        services.AddModelGateway(gateway =>
        {
            gateway.HttpClient.ConfigureHttpClient(http => http.DefaultRequestHeaders.TryAddWithoutValidation(header, "secret-é"));
            gateway.AddOpenAI(configure: static options => options.Keys.Add(TypedGateway.Key));
        });
        using ServiceProvider provider = services.BuildServiceProvider();

        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(provider.GetRequiredService<IChatClient>);

        Assert.Contains($"the default header {header} holds", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-é", exception.ToString(), StringComparison.Ordinal);
    }

    private static ChatOptions Set(string name, object value) =>
        new() { AdditionalProperties = new AdditionalPropertiesDictionary { [name] = value } };

    /// <summary>Keeps every line of headers as it would be written, and answers with a status that fits no protocol.</summary>
    private sealed class HeaderLog : HttpMessageHandler
    {
        public List<string> Lines { get; } = [];

        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            Lines.AddRange(
                from header in request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default)
                from value in header.Value
                select $"{header.Key}: {value}");
            return Task.FromResult(StubHandler.Json(HttpStatusCode.BadRequest, "{}"));
        }
    }
}
