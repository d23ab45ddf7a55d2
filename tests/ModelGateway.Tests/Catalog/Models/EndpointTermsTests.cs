using ModelGateway.Catalog.Models;

namespace ModelGateway.Tests.Catalog.Models;

public sealed class EndpointTermsTests
{
    private static readonly ModelInfo Known = new()
    {
        Id = "m",
        ContextWindow = 1000,
        Tokenizer = "t",
        Capabilities = new CapabilitySet([Capability.Tools, Capability.NoTraining, Capability.ZeroRetention], []),
        RetentionDays = 0,
        Regions = ["us"],
        Pricing = new ModelPricing { Rules = [new PriceRule { Rates = new PriceRates([new(PriceUnit.Input, 0m)]) }] },
        Lifecycle = new ModelLifecycle { Sunset = new(2027, 1, 1) },
    };

    [Theory]
    [InlineData("openai", null, true)]
    [InlineData("openai", "https://api.openai.com/v1", true)]
    [InlineData("openai", "https://eu.api.openai.com/v1", true)]
    [InlineData("openai", "https://gateway.example/v1", false)]
    [InlineData("openai", "http://localhost:8080/v1", false)]
    [InlineData("openai", "https://api.openai.com.example/v1", false)]
    [InlineData("azure-openai", "https://house.openai.azure.com", true)]
    [InlineData("azure-openai", "https://house.azure-api.net", false)]
    [InlineData("bedrock", "https://bedrock-runtime.ap-southeast-3.amazonaws.com", true)]
    [InlineData("bedrock", "https://house-1.us-east-1.elb.amazonaws.com", false)]
    [InlineData("vertex-ai", "https://southamerica-east1-aiplatform.googleapis.com", true)]
    [InlineData("vertex-ai", "https://my-own-1-aiplatform.example.com", false)]
    [InlineData("litellm", "https://proxy.example", true)]
    public void At_KeepsAVendorsTermsAtItsHosts(string provider, string? endpoint, bool hold)
    {
        ModelInfo model = At(provider, endpoint);

        Assert.Equal((1000, "t"), (model.ContextWindow, model.Tokenizer));
        Assert.Equal(hold ? "tools, no-training, zero-retention" : "tools", model.Capabilities.ToString());
        Assert.Equal(
            (hold, hold, hold, hold),
            (model.Pricing is not null, model.RetentionDays is not null, model.Regions is not null, model.Lifecycle is not null));
    }

    [Theory]
    [InlineData("ollama", null, true)]
    [InlineData("ollama", "http://localhost:11434", true)]
    [InlineData("vllm", "http://127.0.0.1:8000", true)]
    [InlineData("vllm", "http://[::1]:8000", true)]
    [InlineData("vllm", "http://[fd00::7]:8000", true)]
    [InlineData("vllm", "http://[2001:db8::7]:8000", false)]
    [InlineData("lm-studio", "http://10.1.2.3:1234", true)]
    [InlineData("lm-studio", "http://172.31.0.1:1234", true)]
    [InlineData("lm-studio", "http://172.32.0.1:1234", false)]
    [InlineData("llama-server", "http://192.168.7.7:8080", true)]
    [InlineData("llama-server", "http://gpu-box:8080", true)]
    [InlineData("llama-server", "http://gpu.house.internal:8080", true)]
    [InlineData("llama-server", "http://gpu.local", true)]
    [InlineData("llama-server", "http://8.8.8.8", false)]
    [InlineData("ollama", "https://ollama.com", false)]
    [InlineData("vllm", "https://pod-8000.rented.example", false)]
    public void At_KeepsTheTermsOfSelfHostedServersInTheLocalNetwork(string provider, string? endpoint, bool near)
    {
        ModelInfo model = At(provider, endpoint);

        Assert.Equal(1000, model.ContextWindow);
        Assert.Equal(near ? "tools, no-training, zero-retention" : "tools", model.Capabilities.ToString());
        Assert.Equal((near, near), (model.Pricing is not null, model.RetentionDays is not null));
    }

    private static ModelInfo At(string provider, string? endpoint) =>
        EndpointTerms.At(Known, ModelCatalog.Embedded.Header(provider)!, endpoint is null ? null : new Uri(endpoint));
}
