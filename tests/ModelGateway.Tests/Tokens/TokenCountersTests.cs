using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Tokens;

/// <summary>Budgets hold what a registered counter counts, here at $1 a token.</summary>
public sealed class TokenCountersTests
{
    private const int Around = 72 + 6;

    [Fact]
    public async Task Hold_IsTheCountersCount()
    {
        Counter counter = new(TokenizerFamilies.O200K, _ => 1_000);

        Assert.Equal(1_000 + Around + 50, await HoldAsync(g => g.AddTokenCounter(counter)));
        Assert.Equal(1_000 + Around + 50, await HoldAsync(g => g.Services.AddSingleton<ITokenCounter>(counter)));
        Assert.Equal(2 + Around + 50, await HoldAsync(g => g.AddTokenCounter(new Counter("another", _ => 1_000))));
        Assert.Equal(7 + Around + 50, await HoldAsync(g => g.AddTokenCounter(counter).AddTokenCounter(new Counter("O200K", _ => 7))));
        Assert.Equal(4 + Around + 50, await HoldAsync(g => g.AddTokenCounter<Fours>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hold_IsTheEstimateWhereTheCounterFails(bool throws)
    {
        using CapturedLog log = new();
        Counter counter = new(TokenizerFamilies.O200K, _ => throws ? throw new InvalidOperationException("broken counter") : -1);

        decimal held = await HoldAsync(g => g.AddTokenCounter(counter).Services.AddLogging(logging => logging.AddProvider(log)));

        Assert.Equal(2 + Around + 50, held);
        Assert.Contains(log.Lines, line => line.Contains("The token counter of the family 'o200k' threw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counter_IsNotCalledWithoutABudget()
    {
        Counter counter = new(TokenizerFamilies.O200K, _ => 1);
        using IChatClient gateway = Create(ScriptedAnswers.Hello(), g => g.AddTokenCounter(counter));
        await gateway.GetResponseAsync("hi");
        Assert.Equal(0, counter.Calls);
    }

    private static async Task<decimal> HoldAsync(Action<IModelGatewayBuilder> configure)
    {
        using IChatClient gateway = Create(ScriptedAnswers.Hello(), g => configure(g.AddBudget("*", 10_000)));
        return (await gateway.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 50 })).GetReceipt()!.Attempts[0].HeldUsd;
    }

    private static IChatClient Create(ScriptedChatClient inner, Action<IModelGatewayBuilder> configure) => GatewayChatClient.Create(g =>
    {
        g.AddDeployment("inner", inner, configure: o => o.Model = new ModelInfo
        {
            Id = "inner",
            Pricing = ModelPricing.PerMillion(1_000_000, 1_000_000),
            Tokenizer = TokenizerFamilies.O200K,
        });
        configure(g);
    });

    private sealed class Counter(string family, Func<string, int> count) : ITokenCounter
    {
        public string Family => family;

        public int Calls { get; private set; }

        public int CountTokens(ReadOnlySpan<char> text)
        {
            Calls++;
            return count(text.ToString());
        }
    }

    private sealed class Fours : ITokenCounter
    {
        public string Family => TokenizerFamilies.O200K;

        public int CountTokens(ReadOnlySpan<char> text) => 4;
    }
}
