using Microsoft.Extensions.AI;
using ModelGateway;
using ModelGateway.Testing;

string question = args.Length > 0 ? string.Join(' ', args) : "Why is the sky blue? Answer in two sentences.";

// The providers whose key is set; without any, simulators that speak their protocols on this machine.
(string Name, SimulatedProtocol Protocol, string KeyVariable, string Model, decimal In, decimal Out)[] known =
[
    ("openai", SimulatedProtocol.OpenAI, "OPENAI_API_KEY", "gpt-5.4-mini", 0.75m, 4.50m),
    ("anthropic", SimulatedProtocol.Anthropic, "ANTHROPIC_API_KEY", "claude-haiku-4-5", 1.00m, 5.00m),
    ("gemini", SimulatedProtocol.Gemini, "GEMINI_API_KEY", "gemini-2.5-flash", 0.30m, 2.50m),
];
var keyed = known.Where(provider => Environment.GetEnvironmentVariable(provider.KeyVariable) is { Length: > 0 }).ToArray();
Dictionary<string, ProviderSimulator> simulators = [];
if (keyed.Length == 0)
{
    Console.WriteLine("No key is set (OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY): simulators answer, by echoing the question.\n");
    foreach (var provider in keyed = known)
    {
        simulators[provider.Name] = await ProviderSimulator.StartAsync(provider.Protocol);
    }
}

// A deployment that fails on purpose, first in the route: the gateway goes on to the next one.
ScriptedChatClient broken = new();
broken.Fail(new HttpRequestException("This one fails on purpose."));

using IChatClient chat = GatewayChatClient.Create(gateway =>
{
    // Simulators only borrow the models' names: the sunset dates in the catalog are those of the real providers.
    gateway.Configure(options => options.Catalog.UseEmbedded = simulators.Count == 0);
    gateway.AddDeployment(
        "broken", broken, configure: options => options.Model = new() { Id = "broken", Pricing = ModelPricing.PerMillion(0, 0) });
    foreach (var provider in keyed)
    {
        gateway.AddProvider(provider.Name, provider.Protocol.ToString(), options =>
        {
            options.Models.Add(new ModelInfo { Id = provider.Model, Pricing = ModelPricing.PerMillion(provider.In, provider.Out) });
            if (simulators.TryGetValue(provider.Name, out ProviderSimulator? simulator))
            {
                options.Endpoint = simulator.Endpoint;
                options.Keys.Add(simulator.ApiKey);
            }
        });
    }

    gateway.AddRoute("chat", route => route.To(["broken", .. keyed.Select(provider => $"{provider.Name}/{provider.Model}")]));
    gateway.AddBudget("*", usd: 1, per: BudgetWindow.Day);
});

ChatResponseUpdate? last = null;
try
{
    await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync(question, new ChatOptions { ModelId = "chat" }))
    {
        Console.Write(update.Text);
        last = update;
    }

    Console.WriteLine($"\n\n{last?.GetReceipt()}");
}
catch (GatewayException failed)
{
    // No network, a wrong key, a budget: the message says which, and of which deployment.
    string deployment = (failed as ProviderException)?.Deployment is { } name ? $" from {name}" : "";
    Console.Error.WriteLine($"No answer{deployment}: {failed.Message.ReplaceLineEndings(" ")}");
    Environment.ExitCode = 1;
}

foreach (ProviderSimulator simulator in simulators.Values) await simulator.DisposeAsync();
