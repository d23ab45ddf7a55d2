using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Tests.Support;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Costs;

/// <summary>Holds, settlements and receipts of attempts while prices change.</summary>
public sealed class DatedPriceTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ModelPricing Sonnet = new()
    {
        Rules =
        [
            new PriceRule { Rates = Rates(2, 10) },
            new PriceRule { From = Midnight, Rates = Rates(3, 15), Tiers = [new PriceTier(200_000, Rates(6, 22.5m))] },
            new PriceRule { ServiceTier = "priority", Rates = Rates(20, 100) },
        ],
    };

    private readonly FakeTimeProvider _time = new(Midnight.AddSeconds(-1));
    private Func<string> _answer = static () => Answer(10, 5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AttemptOverMidnight_UsesThePriceAtItsStart(bool budget)
    {
        _answer = () =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            return Answer(10, 5);
        };
        using IChatClient gateway = Create(Sonnet, budget);

        AttemptReceipt before = await AskAsync(gateway);
        AttemptReceipt after = await AskAsync(gateway);

        Assert.Equal(((10 * 2m) + (5 * 10m), (10 * 3m) + (5 * 15m)), (before.CostUsd * 1_000_000m, after.CostUsd * 1_000_000m));
        Assert.Equal(budget ? (Estimate("a") * 2m) + (100 * 10m) : 0, before.HeldUsd * 1_000_000m);
        Assert.Equal(budget ? (Estimate("a") * 3m) + (100 * 15m) : 0, after.HeldUsd * 1_000_000m);
    }

    [Fact]
    public async Task InputAboveATier_IsHeldAndSettledAtTheHigherPrice()
    {
        _time.Advance(TimeSpan.FromDays(1));
        _answer = static () => Answer(200_001, 100);
        using IChatClient gateway = Create(Sonnet, budget: true);

        // A few more words than the smallest input for which the higher tier is held.
        string text = "a large request ";
        text = string.Concat(Enumerable.Repeat(text, (int)(170_000 * 1_000 / Estimate(string.Concat(Enumerable.Repeat(text, 1_000))))));
        long estimate = Estimate(text);
        AttemptReceipt attempt = await AskAsync(gateway, text);

        Assert.InRange(estimate, 160_001, 199_999);
        Assert.Equal((estimate * 6m) + (100 * 22.5m), attempt.HeldUsd * 1_000_000m);
        Assert.Equal((200_001 * 6m) + (100 * 22.5m), attempt.CostUsd * 1_000_000m);
        Assert.Equal(attempt.CostUsd - attempt.HeldUsd, attempt.OverrunUsd);
    }

    [Fact]
    public async Task IncompletePrice_IsUnknownToBudgetAndReceipt()
    {
        ModelPricing half = new() { Rules = [new PriceRule { Rates = new PriceRates([new(PriceUnit.Input, 1)]) }] };
        using IChatClient strict = Create(half, budget: true);
        using IChatClient free = Create(half, budget: false);

        NoRouteException refused = await Assert.ThrowsAsync<NoRouteException>(() => AskAsync(strict));

        Assert.Contains("price is unknown", refused.Message, StringComparison.Ordinal);
        Assert.Null((await AskAsync(free)).CostUsd);
    }

    [Theory]
    [InlineData(null, null, 2, null)]
    [InlineData("priority", null, 20, null)]
    [InlineData("priority", "default", 2, null)]
    [InlineData(null, "priority", 20, null)]
    [InlineData("flex", "flex", 2, "the price of the service tier 'flex' is unknown")]
    public async Task ServiceTier_IsSettledAsServed(string? asked, string? served, double input, string? note)
    {
        _answer = () => Answer(10, 0, served);
        using IChatClient gateway = Create(Sonnet, budget: true);

        foreach (bool stream in new[] { false, true })
        {
            ChatOptions options = new ChatOptions { MaxOutputTokens = 100 }.WithServiceTier(asked);
            ChatResponse response = stream ? await gateway.GetStreamingResponseAsync("a", options).ToChatResponseAsync()
                : await gateway.GetResponseAsync("a", options);
            GatewayReceipt receipt = response.GetReceipt()!;

            Assert.Equal(10 * (decimal)input, receipt.Attempts[0].CostUsd * 1_000_000m);
            Assert.Equal(asked == "priority" ? (Estimate("a") * 20m) + (100 * 100m)
                : (Estimate("a") * 2m) + (100 * 10m), receipt.Attempts[0].HeldUsd * 1_000_000m);
            Assert.Equal(note is not null, receipt.Notes.Any(text => text.Contains(note ?? "service tier", StringComparison.Ordinal)));
        }
    }

    private static async Task<AttemptReceipt> AskAsync(IChatClient gateway, string text = "a") =>
        (await gateway.GetResponseAsync(text, new ChatOptions { MaxOutputTokens = 100 })).GetReceipt()!.Attempts[0];

    private static long Estimate(string text) => new InputEstimator([new ChatMessage(ChatRole.User, text)], null, TokenCounters.None)
        .Estimate(null).High;

    private static PriceRates Rates(decimal input, decimal output) => new([new(PriceUnit.Input, input), new(PriceUnit.Output, output)]);

    private static string Answer(int input, int output, string? tier = null) => $$$"""
        {"id":"c1","object":"chat.completion","created":1,"model":"m","service_tier":{{{(tier is null ? "null" : $"\"{tier}\"")}}},
        "choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"x"},"delta":{"role":"assistant","content":"x"}}],
        "usage":{"prompt_tokens":{{{input}}},"completion_tokens":{{{output}}},"total_tokens":{{{input + output}}}}}
        """.ReplaceLineEndings("");

    private IChatClient Create(ModelPricing pricing, bool budget) => GatewayChatClient.Create(g =>
    {
        g.Services.AddSingleton<TimeProvider>(_time);
        g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => new StubHandler(async (request, cancellationToken) =>
        {
            bool stream = (await request.Content!.ReadAsStringAsync(cancellationToken))
                .Contains("\"stream\":true", StringComparison.Ordinal);
            HttpResponseMessage answer = StubHandler.Json(HttpStatusCode.OK, stream ? $"data: {_answer()}\n\ndata: [DONE]\n\n" : _answer());
            answer.Content.Headers.ContentType = new(stream ? "text/event-stream" : "application/json");
            return answer;
        }));
        g.AddProvider("p", "OpenAI", o =>
        {
            o.Keys.Add("secret");
            o.Models.Add(new ModelInfo { Id = "m", Pricing = pricing });
        });
        g.AddRoute("r", static route => route.To("p/m"));
        if (budget)
        {
            g.AddBudget("*", 100);
        }
    });
}
