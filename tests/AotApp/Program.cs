using System.Text.Json;
using AotApp;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway;

// What must work when it is compiled ahead of time: configuration, registration, every protocol streamed and not, tools, receipts, budgets,
// embeddings, lists of models, the catalog.
IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Providers:openai:Type"] = "OpenAI",
    ["Providers:openai:Keys:0"] = "k",
    ["Providers:openai:Models:0:Id"] = "m",
    ["Providers:openai:Models:0:InputUsdPerMillion"] = "1",
    ["Providers:openai:Models:0:OutputUsdPerMillion"] = "2",
    ["Providers:anthropic:Type"] = "Anthropic",
    ["Providers:anthropic:Keys"] = "k",
    ["Providers:gemini:Type"] = "Gemini",
    ["Providers:gemini:Keys"] = "k",
    ["Providers:responses:Type"] = "OpenAI",
    ["Providers:responses:Api"] = "responses",
    ["Providers:responses:Keys"] = "k",
    ["Providers:azure:Type"] = "AzureOpenAI",
    ["Providers:azure:Endpoint"] = "https://resource.openai.azure.com/",
    ["Providers:azure:Keys"] = "k",
    ["Providers:deepseek:Type"] = "DeepSeek",
    ["Providers:deepseek:Keys"] = "k",
    ["Providers:mistral:Type"] = "Mistral",
    ["Providers:mistral:Keys"] = "k",
    ["Providers:cohere:Type"] = "Cohere",
    ["Providers:cohere:Keys"] = "k",
    ["Providers:bedrock:Type"] = "Bedrock",
    ["Providers:bedrock:Region"] = "eu-central-1",
    ["Providers:bedrock:Keys"] = "AKIDEXAMPLE:secret",
    ["Providers:ollama:Type"] = "Ollama",
    ["Routes:chat:To"] = "openai/m, anthropic/m, gemini/m",
    ["Timeouts:Idle"] = "30s",
}).Build();
ServiceCollection services = new();
services.AddModelGateway(configuration, gateway =>
{
    gateway.AddEmbeddingDeployment("lengths", new LengthGenerator(), configure: options => options.MaxInputs = 2);
    gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(static () => new CannedProvider());
});
await using ServiceProvider provider = services.BuildServiceProvider();
IChatClient chat = provider.GetRequiredService<IChatClient>();

using JsonDocument schema = JsonDocument.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""");
AITool tool = AIFunctionFactory.CreateDeclaration("weather", "The weather.", schema.RootElement.Clone());
ChatMessage[] history =
[
    new(ChatRole.User, "Hi"),
    new(ChatRole.Assistant,
        [new FunctionCallContent("call_1", "weather", new Dictionary<string, object?> { ["city"] = "Bonn", ["days"] = 3 })]),
    new(ChatRole.Tool, [new FunctionResultContent("call_1", "sunny")]),
];
int failures = 0;
foreach (string model in (string[])
    ["chat", "openai/m", "anthropic/m", "gemini/m", "responses/m", "azure/m", "deepseek/m", "mistral/m", "cohere/m", "bedrock/m",
        "ollama/m"])
{
    ChatOptions options = new() { ModelId = model, Tools = [tool] };
    ChatResponse unary = await chat.GetResponseAsync(history, options);
    ChatResponse streamed = await chat.GetStreamingResponseAsync(history, options).ToChatResponseAsync();
    bool good = unary.Text == "hello" && streamed.Text == "hello" && unary.GetReceipt() is not null && streamed.GetReceipt() is not null;
    failures += good ? 0 : 1;
    Console.WriteLine($"{(good ? "ok" : "FAILED")}: {unary.GetReceipt()}");
}

IEmbeddingGenerator<string, Embedding<float>> generator = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
GeneratedEmbeddings<Embedding<float>> vectors = await generator.GenerateAsync(["a", "bb", "ccc"],
    new EmbeddingGenerationOptions { ModelId = "lengths" });
bool embeds = vectors.Count == 3 && vectors[2].Vector.Span[0] == 3 && vectors.GetReceipt()?.Attempts.Count == 2;
Console.WriteLine($"{(embeds ? "ok" : "FAILED")}: {vectors.GetReceipt()}");
GeneratedEmbeddings<Embedding<float>> remote = await generator.GenerateAsync(["a"],
    new EmbeddingGenerationOptions { ModelId = "openai/m" });
embeds &= remote is [{ Vector.Length: 2 }];
IReadOnlyList<DiscoveredModel> models = await provider.GetRequiredService<GatewayModels>().ListAsync("anthropic");
bool lists = models.Count == 1 && models[0].MaxOutputTokens == 8;
Console.WriteLine($"{(lists ? "ok" : "FAILED")}: {models.Count} model");
ModelInfo? known = provider.GetRequiredService<ModelCatalog>().Find("openai", "gpt-4o-2024-08-06");
bool knows = known is { Id: "gpt-4o", Kind: ModelKind.Chat, Pricing: not null }
    && ModelCatalog.Embedded.Providers.All(name => ModelCatalog.Embedded.Models(name).All(model => model.Id.Length > 0));
Console.WriteLine($"{(knows ? "ok" : "FAILED")}: {known?.CatalogId}");
return failures + (embeds ? 0 : 1) + (lists ? 0 : 1) + (knows ? 0 : 1);
