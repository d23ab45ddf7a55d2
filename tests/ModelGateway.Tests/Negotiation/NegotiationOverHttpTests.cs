using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Negotiation;

/// <summary>
/// Over HTTP, a request reaches only the deployment that meets its needs, for every need that can be inferred.
/// </summary>
public sealed class NegotiationOverHttpTests
{
    public static TheoryData<string> Needs =>
        ["tools", "forced-tools", "json-object", "json-schema", "image-input", "file-input", "system-prompt", "web-search", "streaming",
            "seed", "reasoning", "context:100k", "region:eu"];

    [Theory]
    [MemberData(nameof(Needs))]
    public async Task Request_CallsTheFittingProvider(string name)
    {
        Assert.True(Capability.TryParse(name, out Capability need));
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = need == Capability.Seed ? [SimulatedProtocol.OpenAI, SimulatedProtocol.OpenAI]
                : [SimulatedProtocol.OpenAIResponses, SimulatedProtocol.OpenAIResponses],
            Model = (index, model) => Describe(model with { Id = $"{model.Id}-{index}" }, need, index == 1),
        });
        (List<ChatMessage> messages, ChatOptions options) = Ask(need);

        GatewayAnswer answer = await gateway.AskAsync(need == Capability.Streaming, messages, options);

        Assert.Null(answer.Exception);
        Assert.Equal(gateway.Deployments[1], answer.Receipt.Deployment);
        Assert.Equal([0, 1], gateway.Simulators.Select(static simulator => simulator.Requests.Count));
        bool isOption = need == Capability.Seed || need == Capability.Reasoning;
        Assert.Equal(isOption ? 0 : 1, answer.Receipt.Skipped.Count);
    }

    [Fact]
    public async Task Request_SendsNothingWhenNoProviderFits()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Model = static (_, model) => model with { Capabilities = NegotiationGateway.Cannot(Capability.JsonSchema) },
        });

        GatewayAnswer answer = await gateway.AskAsync(stream: true, options: Ask(Capability.JsonSchema).Options);

        NoRouteException exception = Assert.IsType<NoRouteException>(answer.Exception);
        Assert.Equal(gateway.Deployments, exception.Skipped.Select(static skipped => skipped.Deployment));
        Assert.All(gateway.Simulators, static simulator => Assert.Empty(simulator.Requests));
        Assert.Empty(gateway.Ledger);
    }

    [Fact]
    public async Task LastResort_IsCalledWithoutRefusedOptionsWhenOthersFail()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [SimulatedProtocol.OpenAI, SimulatedProtocol.OpenAI],
            Model = static (index, model) => model with
            {
                Id = $"{model.Id}-{index}",
                Capabilities = index == 0
                ? NegotiationGateway.Cannot(Capability.Sampling) : default
            },
        });
        gateway.Second.Fail(SimulatedFault.Overloaded());

        GatewayAnswer answer = await gateway.AskAsync(stream: false, options: new ChatOptions { Temperature = 0.5f });

        Assert.Equal(
            [gateway.Deployments[1], gateway.Deployments[0]], answer.Receipt.Attempts.Select(static attempt => attempt.Deployment));
        Assert.DoesNotContain("temperature", gateway.First.Requests[0].Body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("temperature", gateway.Second.Requests[0].Body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(answer.Receipt.Notes, static note => note.Contains("sampling", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ContextLimit_OfTheProviderStillApplies()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [SimulatedProtocol.OpenAI, SimulatedProtocol.OpenAI, SimulatedProtocol.OpenAI, SimulatedProtocol.OpenAI],
            Model = static (index, model) => model with
            {
                Id = $"{model.Id}-{index}",
                ContextWindow = index switch { 1 => 100_000, 2 => 64_000, _ => 400_000 },
                Capabilities = index == 0 ? NegotiationGateway.Cannot(Capability.JsonSchema) : default,
            },
        });
        gateway.Simulators[1].Fail(SimulatedFault.ContextTooLong(250_000, 100_000));

        GatewayAnswer answer = await gateway.AskAsync(stream: false, options: Ask(Capability.JsonSchema).Options);

        Assert.Equal(
            [gateway.Deployments[1], gateway.Deployments[3]], answer.Receipt.Attempts.Select(static attempt => attempt.Deployment));
    }

    private static ModelInfo Describe(ModelInfo model, Capability need, bool has) => need.ToString() switch
    {
        "context:100000" => model with { ContextWindow = has ? 128_000 : 64_000 },
        "region:eu" => model with { Regions = [has ? "eu" : "us"] },
        _ => model with { Capabilities = default(CapabilitySet).With(need, has ? CapabilitySupport.Yes : CapabilitySupport.No) },
    };

    private static (List<ChatMessage> Messages, ChatOptions Options) Ask(Capability need)
    {
        List<ChatMessage> messages = [new(ChatRole.User, "hi")];
        ChatOptions options = new();
        switch (need.Name)
        {
            case "tools": options.Tools = [AIFunctionFactory.Create(static () => 1, "f")]; break;
            case "forced-tools":
                (options.Tools, options.ToolMode) =
                ([AIFunctionFactory.Create(static () => 1, "f")], ChatToolMode.RequireAny); break;
            case "json-object": options.ResponseFormat = ChatResponseFormat.Json; break;
            case "json-schema": options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse("""{"type":"object","properties":{},"additionalProperties":false}""").RootElement); break;
            case "image-input": messages[0].Contents.Add(new DataContent(new byte[] { 1 }, "image/png")); break;
            case "file-input": messages[0].Contents.Add(new DataContent(new byte[] { 1 }, "application/pdf") { Name = "a.pdf" }); break;
            case "system-prompt": options.Instructions = "be brief"; break;
            case "web-search": options.Tools = [new HostedWebSearchTool()]; break;
            case "seed": options.Seed = 1; break;
            case "reasoning": options.Reasoning = new() { Effort = ReasoningEffort.Low }; break;
            case "streaming": break;
            default: options = options.WithRequired(need); break;
        }

        return (messages, options);
    }
}
