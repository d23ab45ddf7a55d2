using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Failures;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.AzureOpenAI;

/// <summary>Azure: addresses, keys and tokens, what its filter says.</summary>
public sealed class AzureOpenAITests
{
    [Theory]
    [InlineData("https://contoso.openai.azure.com", "https://contoso.openai.azure.com/openai/v1/")]
    [InlineData("https://contoso.openai.azure.com/", "https://contoso.openai.azure.com/openai/v1/")]
    [InlineData("https://contoso.services.ai.azure.com/openai/v1/", "https://contoso.services.ai.azure.com/openai/v1/")]
    [InlineData("https://gateway.contoso.com/azure/openai/v1", "https://gateway.contoso.com/azure/openai/v1")]
    public void TheInterfacesPath_IsAdded_WhereThereIsNone(string endpoint, string expected) =>
        Assert.Equal(expected,
            ProviderTypes.Find("AzureOpenAI")!.Endpoint(new ProviderOptions { Endpoint = new Uri(endpoint) })!.AbsoluteUri);

    [Fact]
    public void AResource_IsAlwaysTheCustomersOwn() => Assert.Null(ProviderTypes.Find("AzureOpenAI")!.Endpoint(new ProviderOptions()));

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task AResource_IsReached_ByKeyOrToken(bool byToken, bool stream)
    {
        await using ProviderSimulator azure = await ProviderSimulator.StartAsync(SimulatedProtocol.AzureOpenAI,
            cancellationToken: TestContext.Current.CancellationToken);
        azure.Reply("Hello!");
        ServiceCollection services = new();
        services.AddModelGateway(gateway => gateway.AddAzureOpenAI(new Uri(azure.Endpoint, "/"), configure: options =>
        {
            if (byToken)
            {
                azure.AcceptKey("entra-token");
                options.TokenCallback = static _ => new("entra-token");
            }
            else
            {
                options.Keys.Add(azure.ApiKey);
            }
        }));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient client = provider.GetRequiredService<IChatClient>();
        ChatOptions options = new() { ModelId = "azure/my-deployment" };

        ChatResponse response = stream
            ? await client.GetStreamingResponseAsync("hi", options, TestContext.Current.CancellationToken)
                .ToChatResponseAsync(TestContext.Current.CancellationToken)
            : await client.GetResponseAsync("hi", options, TestContext.Current.CancellationToken);

        Assert.Equal("Hello!", response.Text);
        RecordedRequest request = Assert.Single(azure.Requests);
        Assert.Equal("/openai/v1/chat/completions", request.Path);
        Assert.Equal("my-deployment", request.Body.GetProperty("model").GetString());
        Assert.Equal(byToken, request.Headers.ContainsKey("Authorization"));
        Assert.Equal(!byToken, request.Headers.ContainsKey("api-key"));
        Assert.Equal(stream, response.Messages[0].AdditionalProperties?.ContainsKey("prompt_filter_results") is true);
    }

    [Fact]
    public async Task TheContentFiltersRefusal_IsOne()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.AzureOpenAI);
        gateway.First.Fail(SimulatedFault.ContentFiltered());
        GatewayAnswer answer = await gateway.AskAsync(stream: false);
        Assert.Equal(FailureKind.ContentRefused,
            Assert.IsType<GatewayException>(answer.Exception, exactMatch: false).Receipt!.Attempts[0].Failure);
    }

    [Fact]
    public void AzuresOwnCode_IsWithin()
    {
        using HttpResponseMessage message = new();
        ProviderFailure failure = Dialects.Adapter("AzureOpenAI").ReadError(
            400, message.Headers, """{"error":{"message":"filtered","code":"OperationNotSupported","innererror":{"code":"ResponsibleAIPolicyViolation"}}}"""u8, default);
        Assert.Equal(FailureKind.ContentRefused, failure.Kind);
    }
}
