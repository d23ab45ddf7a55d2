using System.ComponentModel;
using Microsoft.Extensions.AI;
using ModelGateway;
using ModelGateway.Testing;

// Four models in memory, each described by hand. Real providers' models are described by the catalog.
ScriptedChatClient pro = new(), small = new(), plain = new(), mystery = new();
plain.Reply("""{"city": "Berlin"}""").Reply("""{"city": "Berlin", "celsius": 21}""");

using IChatClient chat = GatewayChatClient.Create(gateway => gateway
    .AddDeployment("pro", pro, configure: o => o.Model = new ModelInfo
    {
        Id = "pro",
        ContextWindow = 1_000_000,
        Regions = ["us"],
        Capabilities = new CapabilitySet([Capability.Tools, Capability.JsonSchema, Capability.ImageInput])
    })
    .AddDeployment("small", small, configure: o => o.Model = new ModelInfo
    {
        Id = "small",
        ContextWindow = 32_000,
        Regions = ["eu"],
        Capabilities = new CapabilitySet([Capability.Tools, Capability.JsonSchema], [Capability.ImageInput])
    })
    .AddDeployment("plain", plain, configure: o => o.Model = new ModelInfo
    {
        Id = "plain",
        Capabilities = new CapabilitySet([], [Capability.Tools, Capability.JsonSchema, Capability.ImageInput])
    })
    .AddDeployment("mystery", mystery)
    .AddRoute("chat", route => route.To("small", "plain", "pro", "mystery").Prefer(Capability.Context(200_000), 0.5))
    .AddRoute("forms", route => route.To("plain").Bridge(Bridges.SchemaByPrompt)));

async Task ShowAsync(string title, ChatOptions options, params AIContent[] contents)
{
    ChatMessage[] messages = [new(ChatRole.User, [new TextContent("What is in it?"), .. contents])];
    Console.WriteLine($"== {title}\n{await chat.ExplainAsync(messages, options)}\n");
}

// A plain question: every model can answer, and the preference ranks them.
await ShowAsync("A plain question", new() { ModelId = "chat" });

// An image in the request makes image input a requirement.
await ShowAsync("An image", new() { ModelId = "chat" }, new DataContent(new byte[] { 1, 2, 3 }, "image/png"));

// Requirements that the request does not show are set on the options.
await ShowAsync("128k and a schema", new ChatOptions { ModelId = "chat" }.WithRequired(Capability.Context(128_000), Capability.JsonSchema));

Console.WriteLine("== Nobody can");
try
{
    await chat.GetResponseAsync("Hello",
        new ChatOptions { ModelId = "chat" }.WithRequired(Capability.Region("eu"), Capability.Context(128_000)));
}
catch (NoRouteException exception)
{
    Console.WriteLine(exception.Message + "\n");
}

// A model without JSON schemas is asked in words; its first answer does not fit, and it is asked again with what is wrong.
ChatResponse<Weather> answer = await chat.GetResponseAsync<Weather>("How warm is Berlin?", new ChatOptions { ModelId = "forms" });
Console.WriteLine($"== A bridge\n{answer.Result}\n{answer.GetReceipt()}");

[Description("The weather of a city.")]
internal sealed record Weather(string City, int Celsius);
