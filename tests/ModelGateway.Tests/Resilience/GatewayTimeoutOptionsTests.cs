namespace ModelGateway.Tests.Resilience;

public sealed class GatewayTimeoutOptionsTests
{
    [Fact]
    public void Over_FillsInOnlyWhatIsNotSet()
    {
        GatewayTimeoutOptions request = new() { Idle = TimeSpan.FromSeconds(1), Total = Timeout.InfiniteTimeSpan };

        GatewayTimeoutOptions all = request.Over(GatewayTimeoutOptions.Default);

        Assert.Equal(
            new GatewayTimeoutOptions
            {
                Connect = TimeSpan.FromSeconds(10),
                FirstToken = TimeSpan.FromSeconds(120),
                Idle = TimeSpan.FromSeconds(1),
                Total = Timeout.InfiniteTimeSpan,
            },
            all);
        Assert.Same(request, request.Over(null));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(40 * 86_400, true)]
    [InlineData((40 * 86_400) + 1, false)]
    public void IsValid_AllowsPositiveTimesThatATimerCanRun(int seconds, bool isValid) =>
        Assert.Equal(isValid, GatewayTimeoutOptions.IsValid(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void IsValid_AllowsInfinite() => Assert.True(GatewayTimeoutOptions.IsValid(Timeout.InfiniteTimeSpan));
}
