using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs;
using ModelGateway.Protocols;
using ModelGateway.Tests.Conformance;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Costs;

/// <summary>
/// Compares the costs in recorded answers with those that the gateway computes from usage and published prices, to the last digit.
/// </summary>
public sealed class RecordedCostTests
{
    [Fact]
    public async Task OpenRouter_CostsAreReproducedFromRecordings()
    {
        Dictionary<string, PriceQuote> prices = JsonElement.Parse(File.ReadAllBytes(SharedData.Require("prices/openrouter-models.json")))
            .GetProperty("data").EnumerateArray()
            .ToDictionary(static model => model.GetProperty("id").GetString()!, static model =>
                Quote(model.GetProperty("pricing"), static name => name switch
            {
                "prompt" => PriceUnit.Input,
                "completion" => PriceUnit.Output,
                "input_cache_read" => PriceUnit.CacheRead,
                "input_cache_write" => PriceUnit.CacheWrite,
                "internal_reasoning" => PriceUnit.Reasoning,
                "audio" => PriceUnit.AudioInput,
                "image" => PriceUnit.ImageInput,
                _ => null,
            }));

        (int exact, List<string> others) = await CompareAsync("openrouter", model => prices.GetValueOrDefault(model), "cost", 1m);

        // Several hosts serve some models at different prices. The list names one of them.
        Assert.Equal(228, exact);
        Assert.Equal(["deepseek/deepseek-v3.2"], others.Distinct());
    }

    [Fact]
    public async Task XAI_CostsAreReproducedFromRecordings()
    {
        JsonElement list = JsonElement.Parse(File.ReadAllBytes(SharedData.Require("prices/litellm-model-prices.json")));

        (int exact, List<string> others) = await CompareAsync(
            "xai",
            model => list.TryGetProperty("xai/" + model, out JsonElement entry)
                ? Quote(entry, static name => name switch
                {
                    "input_cost_per_token" => PriceUnit.Input,
                    "output_cost_per_token" => PriceUnit.Output,
                    "cache_read_input_token_cost" => PriceUnit.CacheRead,
                    _ => null,
                })
                : null,
            "cost_in_usd_ticks",
            0.000_000_000_1m);

        // A retired model is served, and billed, as the model that the answer names.
        Assert.Equal(83, exact);
        Assert.Empty(others);
    }

    private static async Task<(int Exact, List<string> Others)> CompareAsync(
        string recording, Func<string, PriceQuote?> find, string field, decimal unit)
    {
        RecordingMap map = RecordingMap.All.Single(one => one.Recording == recording);
        int exact = 0;
        List<string> others = [];
        foreach (Exchange exchange in Exchange.All(recording)
            .Where(static exchange => !exchange.IsError && RecordingMap.KindOf(exchange) is ExchangeKind.Chat or ExchangeKind.Responses))
        {
            IProtocol adapter = map.Adapter(RecordingMap.KindOf(exchange));
            if (Reported(await RawExchange.DocumentsAsync(exchange, adapter), field) * unit is not { } reported)
            {
                continue;
            }

            ChatResponse response = exchange.IsStream
                ? (await Replay.ReadStreamAsync(adapter, new MemoryStream(exchange.Body))).Updates.ToChatResponse()
                : adapter.ReadResponse(exchange.Body, ProtocolHarness.Call([new(ChatRole.User, "hi")]));
            string asked = JsonElement.Parse(exchange.Request).GetProperty("model").GetString()!;
            if (CostCalculator.Calculate(TokenUsage.From(response.Usage!), find(response.ModelId ?? asked) ?? find(asked)) == reported)
            {
                exact++;
            }
            else
            {
                others.Add(asked);
            }
        }

        return (exact, others);
    }

    private static decimal? Reported(List<JsonElement> documents, string field)
    {
        decimal? cost = null;
        foreach (JsonElement document in documents.Where(static document => document.ValueKind == JsonValueKind.Object))
        {
            JsonElement owner = document.TryGetProperty("response", out JsonElement response) && response.ValueKind == JsonValueKind.Object
                ? response : document;
            if (owner.TryGetProperty("usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object
                && usage.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.Number)
            {
                cost = decimal.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
            }
        }

        return cost;
    }

    private static PriceQuote Quote(JsonElement pricing, Func<string, PriceUnit?> unitOf) => PriceQuote.From(new PriceRule
    {
        Rates = new PriceRates(
            from price in pricing.EnumerateObject()
            where unitOf(price.Name) is not null && price.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            let usd = decimal.Parse(price.Value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture)
            where usd >= 0
            select KeyValuePair.Create(unitOf(price.Name)!.Value, usd * 1_000_000m)),
    });
}
