using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ModelGateway.Tests.Pipeline;

/// <summary>A route to OpenAI and to Anthropic, and types that their schemas take or do not take.</summary>
internal static partial class SchemaGateway
{
    public static void Configure(IModelGatewayBuilder gateway) => Configure(gateway, static _ => { });

    public static void Configure(IModelGatewayBuilder gateway, Action<GatewayRouteBuilder> configure) => gateway
        .AddOpenAI("openai", static provider => provider.Keys.Add("k"))
        .AddAnthropic("anthropic", static provider => provider.Keys.Add("k"))
        .AddRoute("chat", route => configure(route.To("openai/gpt-5.4-mini", "anthropic/claude-haiku-4-5")));

    internal sealed record Order(Dictionary<string, decimal> Prices, [property: Range(1, 9)] int Quantity);

    internal sealed record Line(string Article, DateOnly Day);

    [JsonSerializable(typeof(Line))]
    internal sealed partial class Described : JsonSerializerContext;
}
