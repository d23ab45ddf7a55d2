using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Bridging;

/// <summary>
/// Gateways in front of simulated providers whose models lack something, with a route <c>bridged</c> that makes up for it.
/// </summary>
internal static class BridgedGateway
{
    public const string Good = """{"name":"Bern","people":134794}""";
    public const string Bad = """{"name":"Bern"}""";

    public static ChatResponseFormatJson Format { get; } = ChatResponseFormat.ForJsonSchema(
        JsonElement.Parse("""{"type":"object","properties":{"name":{"type":"string"},"people":{"type":"integer"}},"required":["name","people"],"additionalProperties":false}"""),
        "City",
        "A city.");

    public static CapabilitySet NoSchema { get; } = new([Capability.Tools, Capability.ForcedTools], [Capability.JsonSchema]);

    public static CapabilitySet NoTools { get; } = new([], [Capability.JsonSchema, Capability.ForcedTools, Capability.JsonObject]);

    public static ChatOptions Options(Action<ChatOptions>? change = null)
    {
        ChatOptions options = new() { ModelId = "bridged", ResponseFormat = Format };
        change?.Invoke(options);
        return options;
    }

    public static Task<GatewayOverHttp> StartAsync(
        Bridges bridges, CapabilitySet capabilities, SimulatedProtocol protocol = SimulatedProtocol.OpenAI,
        Action<GatewayRouteBuilder>? route = null, Action<IModelGatewayBuilder>? gateway = null) =>
        StartAsync(bridges, capabilities, [protocol], route, gateway);

    public static Task<GatewayOverHttp> StartAsync(
        Bridges bridges, CapabilitySet capabilities, SimulatedProtocol[] protocols, Action<GatewayRouteBuilder>? route = null,
        Action<IModelGatewayBuilder>? gateway = null) =>
        GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = protocols,
            Model = (_, model) => model with { Capabilities = capabilities },
            Gateway = builder =>
            {
                string[] deployments =
                    [.. protocols.Select(static (protocol, index) => $"p{index + 1}/{GatewayOverHttp.ModelOf(protocol)}")];
                builder.AddRoute("bridged", added =>
                {
                    added.To(deployments).Bridge(bridges);
                    route?.Invoke(added);
                });
                gateway?.Invoke(builder);
            },
        });

    public static SimulatedReply Calls(params SimulatedToolCall[] calls) => new() { ToolCalls = calls };

    public static JsonElement Body(this ProviderSimulator simulator, int request = 0) => simulator.Requests[request].Body;

    public static string Raw(this ProviderSimulator simulator, int request = 0) => simulator.Requests[request].Body.GetRawText();
}
