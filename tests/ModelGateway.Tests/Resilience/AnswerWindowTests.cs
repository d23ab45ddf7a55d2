using Microsoft.Extensions.Time.Testing;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Resilience;

public sealed class AnswerWindowTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AnswerWindow _window = new();

    private BreakerMoment Now => new(CircuitBreakerOptions.Default with { Window = TimeSpan.FromSeconds(15) }, _time, _time.GetTimestamp());

    [Fact]
    public void Latest_CountsTheWindow_AndForgetsWhatIsOlder()
    {
        for (int i = 0; i < 10; i++)
        {
            _window.AddAnswer(Now);
            _window.AddFailure(Now);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((10, 20), _window.Latest(Now, enough: 1_000));
        _time.Advance(TimeSpan.FromSeconds(10));
        (int answers, int calls) = _window.Latest(Now, enough: 1_000);
        Assert.InRange(answers, 4, 6);
        Assert.Equal(2 * answers, calls);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((0, 0), _window.Latest(Now, enough: 1_000));
    }

    [Fact]
    public void Latest_LooksNoFurtherBackThanItTakes()
    {
        for (int i = 0; i < 100; i++)
        {
            _window.AddAnswer(Now);
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        for (int i = 0; i < 5; i++)
        {
            _window.AddFailure(Now);
        }

        Assert.Equal((0, 5), _window.Latest(Now, enough: 5));
        Assert.Equal((100, 105), _window.Latest(Now, enough: 6));
    }

    [Fact]
    public void Add_AllocatesNothing()
    {
        BreakerMoment now = Now;
        _window.AddAnswer(now);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            _window.AddAnswer(now);
            _window.AddFailure(now);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
