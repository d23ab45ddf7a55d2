using ModelGateway.Resilience;

namespace ModelGateway.Tests.Resilience;

public sealed class ConcurrencyGateTests
{
    private readonly ConcurrencyGate _gate = new();

    [Fact]
    public void TryEnter_AdmitsUpToTheLimitAndCountsRefusals()
    {
        Assert.True(_gate.TryEnter(2));
        Assert.True(_gate.TryEnter(2));
        Assert.False(_gate.TryEnter(2));

        Assert.Equal((2, 1), (_gate.InFlight, _gate.Refusals));
        _gate.Exit();
        Assert.True(_gate.TryEnter(2));
    }

    [Fact]
    public void TryEnter_AdmitsEveryRequestWithoutALimit()
    {
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(_gate.TryEnter(null)));

        Assert.Equal((100, 0), (_gate.InFlight, _gate.Refusals));
    }

    [Fact]
    public void TryEnter_RespectsALimitThatWasLowered()
    {
        Assert.True(_gate.TryEnter(5));
        Assert.True(_gate.TryEnter(5));

        Assert.False(_gate.TryEnter(1));
        _gate.Exit();
        Assert.False(_gate.TryEnter(1));
        _gate.Exit();

        Assert.True(_gate.TryEnter(1));
    }
}
