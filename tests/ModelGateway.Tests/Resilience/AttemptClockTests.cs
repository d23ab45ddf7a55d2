using Microsoft.Extensions.Time.Testing;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Resilience;

public sealed class AttemptClockTests
{
    private static readonly GatewayTimeoutOptions Timeouts = new()
    {
        FirstToken = TimeSpan.FromSeconds(10),
        Idle = TimeSpan.FromSeconds(5),
        Total = TimeSpan.FromSeconds(60),
    };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void FirstToken_ExpiresAStreamWithoutContent()
    {
        using AttemptClock clock = Start();
        clock.BeginWait();

        Advance(9);
        Assert.Null(clock.Expired);
        Advance(2);

        Assert.Equal(AttemptClock.FirstToken, clock.Expired);
        Assert.True(clock.Token.IsCancellationRequested);
    }

    [Fact]
    public void Idle_ExpiresAStreamThatStallsAfterContent()
    {
        using AttemptClock clock = Start();
        Advance(4);
        clock.OnFirstContent();
        clock.BeginWait();

        Advance(4);
        Assert.Null(clock.Expired);
        Advance(2);

        Assert.Equal(AttemptClock.Idle, clock.Expired);
    }

    [Fact]
    public void Idle_DoesNotRunWhileTheCallerReads()
    {
        using AttemptClock clock = Start();
        clock.OnFirstContent();
        clock.BeginWait();
        clock.EndWait();

        Advance(59);
        Assert.Null(clock.Expired);
        Advance(2);

        Assert.Equal(AttemptClock.Total, clock.Expired);
    }

    [Fact]
    public void Total_IsTheOnlyTimeoutOfAWholeAnswer()
    {
        using AttemptClock clock = Start(streaming: false);
        clock.BeginWait();

        Advance(59);
        Assert.Null(clock.Expired);
        Advance(2);

        Assert.Equal(AttemptClock.Total, clock.Expired);
    }

    [Fact]
    public void Response_ExpiresAWholeAnswer()
    {
        using AttemptClock clock = StartWithResponse(streaming: false);
        clock.BeginWait();

        Advance(19);
        Assert.Null(clock.Expired);
        Advance(2);

        Assert.Equal(AttemptClock.Response, clock.Expired);
        Assert.Equal(TimeSpan.FromSeconds(20), AttemptClock.LimitOf(Timeouts with { Response = TimeSpan.FromSeconds(20) }, clock.Expired!));
    }

    [Fact]
    public void Response_DoesNotEndAStream()
    {
        using AttemptClock clock = StartWithResponse(streaming: true);
        clock.OnFirstContent();

        Advance(59);

        Assert.Null(clock.Expired);
    }

    [Fact]
    public void Response_IsOverAtTheFirstContent()
    {
        using AttemptClock clock = StartWithResponse(streaming: false);
        Advance(19);
        clock.OnFirstContent();

        Advance(40);
        Assert.Null(clock.Expired);
        Advance(2);

        Assert.Equal(AttemptClock.Total, clock.Expired);
    }

    [Fact]
    public void Response_LongerThanTotalEndsAsTotal()
    {
        using AttemptClock clock = new(
            _time, Timeouts with { Response = TimeSpan.FromSeconds(90) }, _time.GetTimestamp(), streaming: false, default);

        Advance(61);

        Assert.Equal(AttemptClock.Total, clock.Expired);
    }

    [Fact]
    public void IsStreaming_ChangesTheTimeoutsThatApply()
    {
        using AttemptClock clock = StartWithResponse(streaming: false);
        clock.IsStreaming = true;
        clock.BeginWait();

        Advance(11);

        Assert.Equal(AttemptClock.FirstToken, clock.Expired);
        using AttemptClock other = StartWithResponse(streaming: true);
        other.IsStreaming = false;
        Advance(19);
        Assert.Null(other.Expired);
        Advance(2);
        Assert.Equal(AttemptClock.Response, other.Expired);
    }

    [Fact]
    public void Total_IsADayIfItIsSwitchedOff()
    {
        using AttemptClock clock = new(_time, new() { Total = Timeout.InfiniteTimeSpan }, _time.GetTimestamp(), streaming: true, default);

        _time.Advance(TimeSpan.FromHours(23.9));
        Assert.Null(clock.Expired);
        _time.Advance(TimeSpan.FromHours(0.2));

        Assert.Equal(AttemptClock.Total, clock.Expired);
    }

    [Fact]
    public void OnExpired_IsCalledAfterTheTokenIsCancelled()
    {
        using AttemptClock clock = Start();
        bool? wasCancelled = null;
        clock.OnExpired = () => wasCancelled = clock.Token.IsCancellationRequested;

        Advance(61);

        Assert.True(wasCancelled);
    }

    [Fact]
    public void Token_IsCancelledWithTheCallersWithoutATimeout()
    {
        using CancellationTokenSource caller = new();
        using AttemptClock clock = new(_time, Timeouts, _time.GetTimestamp(), streaming: true, caller.Token);

        caller.Cancel();

        Assert.True(clock.Token.IsCancellationRequested);
        Assert.Null(clock.Expired);
    }

    [Fact]
    public void Dispose_StopsTheTimer()
    {
        AttemptClock clock = Start();
        clock.OnExpired = () => Assert.Fail("The clock was disposed.");
        clock.Dispose();
        clock.Dispose();

        Advance(100);

        Assert.Null(clock.Expired);
    }

    [Fact]
    public void LimitOf_ReturnsTheTimeoutOfAName() =>
        Assert.Equal(
            (Timeouts.FirstToken, Timeouts.Idle, Timeouts.Total),
            (AttemptClock.LimitOf(Timeouts, AttemptClock.FirstToken), AttemptClock.LimitOf(Timeouts, AttemptClock.Idle),
                AttemptClock.LimitOf(Timeouts, AttemptClock.Total)));

    private AttemptClock Start(bool streaming = true) => new(_time, Timeouts, _time.GetTimestamp(), streaming, default);

    private AttemptClock StartWithResponse(bool streaming) =>
        new(_time, Timeouts with { Response = TimeSpan.FromSeconds(20) }, _time.GetTimestamp(), streaming, default);

    private void Advance(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
