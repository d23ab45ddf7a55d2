using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline;

/// <summary>What providers tell beside their answers, as receipts, ledger and routing use it.</summary>
public sealed class ProviderFactsTests
{
    private const string Advised = """
        {"id":"m1","model":"own","role":"assistant","stop_reason":"end_turn","content":[{"type":"text","text":"hi"}],
         "usage":{"input_tokens":10,"output_tokens":20,"iterations":[
          {"type":"message","input_tokens":10,"output_tokens":20},
          {"type":"advisor_message","model":"big","input_tokens":100,"cache_read_input_tokens":50,"output_tokens":30},
          {"type":"advisor_message","model":"stranger","input_tokens":7,"output_tokens":1},
          {"type":"compaction","input_tokens":1000,"output_tokens":40}]}}
        """;

    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 6, 30, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task SubUsageOfOtherModels_IsPriced_WhereTheirModelIsKnown()
    {
        ReceiptLog receipts = new();
        InMemoryLedger ledger = new();
        using IChatClient gateway = Create(receipts, (_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.OK, Advised)), ledger);

        ChatResponse response = await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "p/own" });

        AttemptReceipt attempt = Assert.Single(Assert.Single(receipts.All).Attempts);
        Assert.Equal(new TokenUsage(10, 0, 0, 20, 0), attempt.Usage);
        Assert.Equal(["advisor_message big 180", "advisor_message stranger 8", "compaction  1040"],
            attempt.SubUsage.Select(static pass => $"{pass.Kind} {pass.Model} {pass.Usage.TotalTokens}"));
        Assert.Equal([0.000_100m * 10 + 0.000_050m * 10 + 0.000_030m * 50, null, 0.001m * 1 + 0.000_040m * 5],
            attempt.SubUsage.Select(static pass => pass.CostUsd));
        Assert.Null(attempt.CostUsd);
        Assert.Null(receipts.All[0].CostUsd);
        Assert.Contains("8 tokens of stranger (advisor_message) are not priced", string.Join(' ', receipts.All[0].Notes),
            StringComparison.Ordinal);
        Assert.Equal(attempt.SubUsage, Assert.Single(ledger.Snapshot()).Attempt.SubUsage);
        Assert.Equal(107, response.Usage!.AdditionalCounts!["advisor_input_tokens"] - 50);
    }

    [Fact]
    public async Task RateLimits_AreOnTheReceipt_OfSuccessAndFailure()
    {
        ReceiptLog receipts = new();
        int calls = 0;
        using IChatClient gateway = Create(receipts, (_, _) =>
        {
            HttpResponseMessage answer = ++calls == 1 ? StubHandler.Json(HttpStatusCode.OK, Advised)
                : StubHandler.Json(HttpStatusCode.TooManyRequests, "{}");
            answer.Headers.TryAddWithoutValidation("anthropic-ratelimit-requests-remaining", calls == 1 ? "1" : "0");
            answer.Headers.TryAddWithoutValidation("anthropic-ratelimit-requests-reset", "2026-06-30T12:00:40Z");
            answer.Headers.TryAddWithoutValidation("retry-after", calls == 1 ? "17" : "");
            return Task.FromResult(answer);
        });

        await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "p/own" });
        ProviderException refused = await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "p/own" }));

        Assert.Equal([1L, 0L], receipts.All.Select(static receipt => receipt.Attempts[0].RateLimits?.Requests?.Remaining));
        Assert.Equal((FailureKind.RateLimited, TimeSpan.FromSeconds(40)), (refused.Kind, refused.RetryAfter));
    }

    [Fact]
    public async Task WindowBelowTheRequestsSize_IsNotTried()
    {
        ReceiptLog receipts = new();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.Services.AddSingleton<TimeProvider>(Time);
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(static () => new StubHandler(static (request, _) => Task.FromResult(
                StubHandler.Json(HttpStatusCode.BadRequest, """{"error":{"message":"prompt is too long: 5000 tokens > 1000 maximum"}}"""))));
            g.AddReceiptObserver(receipts).AddProvider("p", "OpenAI", static o =>
            {
                o.Keys.Add("secret");
                o.Models.Add(new ModelInfo { Id = "small", ContextWindow = 1000 });
                o.Models.Add(new ModelInfo { Id = "middle", ContextWindow = 4999 });
                o.Models.Add(new ModelInfo { Id = "fits", ContextWindow = 5000 });
            });
            g.AddRoute("r", static route => route.To("p/small", "p/middle", "p/fits"));
        });

        ProviderException refused = await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "r" }));

        Assert.Equal((1000L, 5000L), (refused.ContextLimit, refused.RequestedTokens));
        Assert.Equal(["p/small", "p/fits"], receipts.All[0].Attempts.Select(static attempt => attempt.Deployment));
    }

    [Fact]
    public async Task RequestBeyondItsQuota_IsNotWaitedFor()
    {
        ReceiptLog receipts = new();
        using IChatClient gateway = Create(receipts, (_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.TooManyRequests, """
            {"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"InputTokensPerMinute","quotaValue":"10"}]},{"retryDelay":"48s"}]}}
            """)));
        ProviderException refused = await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GetResponseAsync(new string('a', 1000), new ChatOptions { ModelId = "p/own" }));
        Assert.Equal((FailureKind.Unsupported, 10L, QuotaPeriod.Minute), (refused.Kind, refused.ContextLimit, refused.QuotaPeriod));
        refused = await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("a", new ChatOptions { ModelId = "p/own" }));
        Assert.Equal((FailureKind.RateLimited, TimeSpan.FromSeconds(48)), (refused.Kind, refused.RetryAfter));
    }

    private static IChatClient Create(
        ReceiptLog receipts, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer, ILedger? ledger = null) =>
        GatewayChatClient.Create(g =>
        {
            g.Services.AddSingleton<TimeProvider>(Time);
            if (ledger is not null)
            {
                g.Services.AddSingleton(ledger);
            }

            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => new StubHandler(answer));
            g.AddReceiptObserver(receipts).AddProvider("p", "Anthropic", static o =>
            {
                o.Keys.Add("secret");
                o.Models.Add(new ModelInfo { Id = "own", Pricing = ModelPricing.PerMillion(1, 5) });
                o.Models.Add(new ModelInfo { Id = "big", Pricing = ModelPricing.PerMillion(10, 50) });
            });
        });
}
