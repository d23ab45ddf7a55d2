using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Requests;

/// <summary>Wrong arguments throw when the method is called, not when the task is awaited or the stream is read; nothing is sent.</summary>
public sealed class RequestValidatorTests
{
    public static TheoryData<string, ChatOptions> WrongOptions { get; } = new()
    {
        { "MaxOutputTokens", new ChatOptions { MaxOutputTokens = 0 } },
        { "MaxOutputTokens", new ChatOptions { MaxOutputTokens = -1 } },
        { "Temperature", new ChatOptions { Temperature = float.NaN } },
        { "TopP", new ChatOptions { TopP = float.PositiveInfinity } },
        { "FrequencyPenalty", new ChatOptions { FrequencyPenalty = float.NegativeInfinity } },
        { "PresencePenalty", new ChatOptions { PresencePenalty = float.NaN } },
        { "MaxAttempts", new ChatOptions().WithGateway(s => s with { MaxAttempts = 0 }) },
        { "Deployment", new ChatOptions().WithGateway(s => s with { Deployment = " " }) },
        { "Timeouts.Total", new ChatOptions().WithGateway(s => s with { Timeouts = new() { Total = TimeSpan.MaxValue } }) },
        { "Timeouts.Idle", new ChatOptions().WithGateway(s => s with { Timeouts = new() { Idle = TimeSpan.FromSeconds(-5) } }) },
        { "Timeouts.FirstToken", new ChatOptions().WithGateway(s => s with { Timeouts = new() { FirstToken = TimeSpan.Zero } }) },
        { "Timeouts.Connect", new ChatOptions().WithGateway(s => s with { Timeouts = new() { Connect = TimeSpan.FromDays(41) } }) },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Check_RefusesOptionsAtTheCall(string named, ChatOptions options)
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        ReceiptLog log = new();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", inner).AddReceiptObserver(log));

        Assert.Contains(named, Throws(() => gateway.GetStreamingResponseAsync("hi", options)).Message, StringComparison.Ordinal);
        Assert.Contains(named, Throws(() => gateway.GetResponseAsync("hi", options)).Message, StringComparison.Ordinal);
        Assert.Empty(inner.Calls);
        Assert.Empty(log.All);
    }

    [Fact]
    public void Check_RefusesMessagesAtTheCall()
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", ScriptedAnswers.Hello()));

        Assert.IsType<ArgumentNullException>(Throws(() => gateway.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!)));
        Assert.IsType<ArgumentNullException>(Throws(() => gateway.GetResponseAsync((IEnumerable<ChatMessage>)null!)));
        Assert.Contains("no messages", Throws(() => gateway.GetStreamingResponseAsync([])).Message, StringComparison.Ordinal);
        Assert.Contains("Message 1 is null", Throws(() => gateway.GetResponseAsync([new(ChatRole.User, "a"), null!])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AllowsClocksThatAreOff()
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", ScriptedAnswers.Hello()));
        GatewayTimeoutOptions off = new()
        {
            Connect = Timeout.InfiniteTimeSpan,
            FirstToken = Timeout.InfiniteTimeSpan,
            Idle = Timeout.InfiniteTimeSpan,
            Total = Timeout.InfiniteTimeSpan,
        };

        Assert.Equal("hello", (await gateway.GetResponseAsync("hi", new ChatOptions().WithGateway(s => s with { Timeouts = off }))).Text);
    }

    [Fact]
    public async Task Check_ReadsTheMessagesOnce()
    {
        int reads = 0;
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", ScriptedAnswers.Hello()));

        await gateway.GetResponseAsync(Messages());

        Assert.Equal(1, reads);

        IEnumerable<ChatMessage> Messages()
        {
            reads++;
            yield return new ChatMessage(ChatRole.User, "hi");
        }
    }

    private static ArgumentException Throws(Func<object> call) => Assert.ThrowsAny<ArgumentException>(() => { _ = call(); });
}
