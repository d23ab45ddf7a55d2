using ModelGateway.Routing;

namespace ModelGateway.Tests.Routing;

/// <summary>The share of requests that a model on its way out no longer leads.</summary>
public sealed class RetirementTests
{
    private static readonly DateTimeOffset Sunset = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-30, 0)]
    [InlineData(-14, 0)]
    [InlineData(-10.5, 0.25)]
    [InlineData(-7, 0.5)]
    [InlineData(-1.4, 0.9)]
    [InlineData(0, 1)]
    [InlineData(365, 1)]
    public void Share_RisesEvenly_FromTheDrainsBeginToTheSunset(double days, double expected)
    {
        Retirement retirement = new(new DateOnly(2026, 6, 15), null, TimeSpan.FromDays(14));

        Assert.Equal(expected, retirement.ShareGivenUp(Sunset.AddDays(days)), 6);
        Assert.Equal(days >= 0, retirement.IsOver(Sunset.AddDays(days)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void RetirementWithoutADrain_GivesUpAllAtOnce(long ticks)
    {
        Retirement retirement = new(new DateOnly(2026, 6, 15), null, new TimeSpan(ticks));

        Assert.Equal(0, retirement.ShareGivenUp(Sunset.AddTicks(-1)));
        Assert.Equal(1, retirement.ShareGivenUp(Sunset));
    }

    [Fact]
    public void DrainLongerThanTime_BeginsAtTheFirstDay() =>
        Assert.Equal(DateTimeOffset.MinValue, new Retirement(new DateOnly(1, 2, 1), null, TimeSpan.FromDays(90)).DrainsFrom);

    [Fact]
    public void ModelWithoutASunset_DoesNotRetire() =>
        Assert.Null(Retirement.From(new ModelInfo
        {
            Id = "m",
            Lifecycle = new ModelLifecycle { Deprecated = new DateOnly(2020, 1, 1), Successor = "n" }
        }, TimeSpan.Zero));
}
