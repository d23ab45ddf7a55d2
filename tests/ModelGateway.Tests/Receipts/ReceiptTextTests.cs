using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Receipts;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Receipts;

public sealed class ReceiptTextTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Format_WritesTokensCostAndTime()
    {
        ScriptedChatClient inner = new ScriptedChatClient().Reply(_ =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(310));
            return ScriptedAnswers.Answer("hello", 812, 164);
        });
        using IChatClient gateway = Create(builder => builder
            .AddDeployment("openai/gpt", inner, configure: o =>
                o.Model = new() { Id = "gpt", Pricing = ModelPricing.PerMillion(0.25m, 2m) }).AddRoute("chat", r => r.To("openai/gpt")));

        ChatResponse response = await gateway.GetResponseAsync("hi");

        Assert.Equal("chat → openai/gpt · 812 + 164 tokens · $0.000531 · 310 ms", response.GetReceipt()!.ToString());
    }

    [Fact]
    public async Task Format_WritesTheTimeToTheFirstTokenOfAStream()
    {
        ScriptedChatClient inner = new ScriptedChatClient().Stream((_, _) => Timed());
        using IChatClient gateway = Create(builder => builder.AddDeployment("a", inner));

        ChatResponse response = await gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "a" }).ToChatResponseAsync();

        Assert.Equal("a → a · 10 + 5 tokens · unpriced · first token 1.5 s · 3 min", response.GetReceipt()!.ToString());

        async IAsyncEnumerable<ChatResponseUpdate> Timed()
        {
            _time.Advance(TimeSpan.FromSeconds(1.5));
            foreach (ChatResponseUpdate update in ScriptedAnswers.Answer("x").ToChatResponseUpdates())
            {
                await Task.CompletedTask;
                yield return update;
            }

            _time.Advance(TimeSpan.FromSeconds(178.5));
        }
    }

    [Fact]
    public async Task Format_NamesTheFailedDeployment()
    {
        ScriptedChatClient broken =
            ScriptedAnswers.Down(new HttpRequestException("no", null, System.Net.HttpStatusCode.ServiceUnavailable));
        using IChatClient gateway = Create(builder => builder
            .AddDeployment("a", broken).AddDeployment("b", ScriptedAnswers.Hello()).AddRoute("chat", r => r.To("a", "b")));

        ChatResponse response = await gateway.GetResponseAsync("hi");

        Assert.Equal("chat → b · 10 + 5 tokens · unpriced · 0 ms · a: unavailable (503)", response.GetReceipt()!.ToString());
    }

    [Fact]
    public async Task Format_WritesHowAnUnansweredRequestEnded()
    {
        ReceiptLog log = new();
        ScriptedChatClient broken = ScriptedAnswers.Down(new HttpRequestException("no"));
        using IChatClient gateway = Create(builder => builder.AddDeployment("a", broken).AddReceiptObserver(log));

        await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));
        await Assert.ThrowsAsync<NoRouteException>(() => gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "zzzzzzzz" }));

        Assert.Equal(["default → failed · 0 ms · a: unavailable", "zzzzzzzz → failed · 0 ms"],
            log.All.Select(receipt => receipt.ToString()));
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.9994, "999 ms")]
    [InlineData(0.9996, "1 s")]
    [InlineData(1, "1 s")]
    [InlineData(1.26, "1.3 s")]
    [InlineData(119.96, "2 min")]
    [InlineData(120, "2 min")]
    [InlineData(5400, "90 min")]
    public void Time_UsesTheUnitThatReadsBest(double seconds, string text) =>
        Assert.Equal(text, ReceiptText.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("0", "$0.00")]
    [InlineData("0.000531", "$0.000531")]
    [InlineData("12.5", "$12.50")]
    [InlineData("1234567.1", "$1234567.10")]
    public void Money_HasAtLeastTwoPlaces(string usd, string text) =>
        Assert.Equal(text, ReceiptText.Money(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Money_IsUnpricedWhereUnknown() => Assert.Equal("unpriced", ReceiptText.Money(null));

    private IChatClient Create(Action<IModelGatewayBuilder> configure) => GatewayChatClient.Create(builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        configure(builder);
    });
}
