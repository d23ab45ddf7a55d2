namespace ModelGateway.Tests.Testing.Virtual;

public sealed class VirtualTimeTests
{
    [Fact]
    public void Timers_FireByDueTimeThenCreation()
    {
        VirtualTime time = new();
        foreach ((string name, int due) in (ReadOnlySpan<(string, int)>)[("c", 2), ("a", 1), ("d", 2), ("b", 1)])
        {
            time.CreateTimer(_ => time.Log(name), null, TimeSpan.FromSeconds(due), Timeout.InfiniteTimeSpan);
        }

        time.RunUntilIdle();
        Assert.Equal(["1.000 a", "1.000 b", "2.000 c", "2.000 d"], time.Trace);
        Assert.Equal(TimeSpan.FromSeconds(2), time.Elapsed);
    }

    [Fact]
    public void Timers_ChangeRepeatAndStop()
    {
        VirtualTime time = new();
        ITimer beat = time.CreateTimer(_ => time.Log("beat"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        ITimer late = time.CreateTimer(_ => time.Log("late"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.True(late.Change(TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan));
        time.Advance(TimeSpan.FromSeconds(5));
        beat.Dispose();
        Assert.False(beat.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["1.000 beat", "3.000 beat", "4.000 late", "5.000 beat"], time.Trace);
        Assert.Equal(TimeSpan.FromSeconds(15), time.Elapsed);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 15, TimeSpan.Zero), time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(15), time.GetElapsedTime(0));
    }

    [Fact]
    public void Run_StaysOnItsThreadAndTakesNoRealTime()
    {
        VirtualTime time = new();
        int thread = Environment.CurrentManagedThreadId;
        SynchronizationContext? context = SynchronizationContext.Current;
        int result = time.Run(async () =>
        {
            await time.Delay(TimeSpan.FromHours(10)).ConfigureAwait(false);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            await Task.Delay(TimeSpan.FromHours(10), time);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            return 42;
        });
        Assert.Equal(42, result);
        Assert.Equal(TimeSpan.FromHours(20), time.Elapsed);
        Assert.Same(context, SynchronizationContext.Current);
    }

    [Fact]
    public void Trace_IsTheSameForOneSeedOnly()
    {
        string[] first = Simulate(7);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(first, Simulate(7));
        }

        Assert.NotEqual(first, Simulate(8));

        static string[] Simulate(long seed)
        {
            VirtualTime time = new(seed);
            time.Run(() => Task.WhenAll(Enumerable.Range(0, 20).Select(async worker =>
            {
                SeededRandom random = time.Random.Fork($"worker {worker}");
                for (int step = 0; step < 10; step++)
                {
                    await time.Delay(TimeSpan.FromMilliseconds(random.Next(5))).ConfigureAwait(false);
                    time.Log($"{worker}/{step}");
                }
            })));
            return [.. time.Trace];
        }
    }

    [Fact]
    public void Run_ReportsAHangWithTheSeed()
    {
        VirtualTime time = new(1234);
        SimulationStalledException stalled = Assert.Throws<SimulationStalledException>(() => time.Run(async () =>
        {
            await time.Delay(TimeSpan.FromSeconds(3));
            time.Log("about to hang");
            await new TaskCompletionSource().Task;
        }));
        Assert.Equal(1234, stalled.Seed);
        Assert.Equal(TimeSpan.FromSeconds(3), stalled.Elapsed);
        Assert.Contains("seed 1234", stalled.Message);
        Assert.Contains("3.000 about to hang", stalled.Message);
    }

    [Fact]
    public void Run_ReportsAHangBehindAPeriodicTimerAfterTheLimit()
    {
        VirtualTime time = new();
        using ITimer beat = time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.Throws<SimulationStalledException>(() => time.Run(() => new TaskCompletionSource().Task, TimeSpan.FromMinutes(5)));
        Assert.Equal(TimeSpan.FromMinutes(5), time.Elapsed);
        Assert.Throws<SimulationStalledException>(() => time.RunUntilIdle(TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void Delay_CanBeCancelledAndLeavesNothingDue()
    {
        VirtualTime time = new();
        using CancellationTokenSource cancellation = new(TimeSpan.FromSeconds(2), time);
        time.Run(
            async () => await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => time.Delay(TimeSpan.FromHours(1), cancellation.Token)));
        Assert.Equal(TimeSpan.FromSeconds(2), time.Elapsed);
        time.RunUntilIdle();
        Assert.Equal(TimeSpan.FromSeconds(2), time.Elapsed);
        Assert.True(time.Delay(TimeSpan.Zero, cancellation.Token).IsCanceled);
    }

    [Fact]
    public void Delay_OfZeroLetsOthersGoFirst()
    {
        VirtualTime time = new();
        time.Run(() => Task.WhenAll(Worker("a"), Worker("b")));
        Assert.Equal(["0.000 a1", "0.000 b1", "0.000 a2", "0.000 b2"], time.Trace);

        async Task Worker(string name)
        {
            time.Log($"{name}1");
            await time.Delay(TimeSpan.Zero);
            time.Log($"{name}2");
        }
    }

    [Fact]
    public void Run_RejectsForeignThreadsAndNestedRuns()
    {
        VirtualTime time = new();
        Assert.Throws<InvalidOperationException>(() => time.Run(() =>
        {
            Exception? thrown = null;
            Thread foreign = new(() => thrown = Record.Exception(() => { _ = time.Delay(TimeSpan.Zero); }));
            foreign.Start();
            foreign.Join();
            return thrown is null ? Task.CompletedTask : Task.FromException(thrown);
        }));
        Assert.Throws<InvalidOperationException>(() => time.Run(() =>
        {
            time.Advance(TimeSpan.Zero);
            return Task.CompletedTask;
        }));
    }

    [Fact]
    public void Explore_ReportsTheSeedAndTheTraceOfAFailure()
    {
        SimulationFailedException failed = Assert.Throws<SimulationFailedException>(() => VirtualTime.RunSeeds(1, 50, async time =>
        {
            await time.Delay(TimeSpan.FromSeconds(1));
            time.Log("ran");
            if (time.Seed == 17)
            {
                throw new InvalidDataException("seventeen");
            }
        }));
        Assert.Equal(17, failed.Seed);
        Assert.IsType<InvalidDataException>(failed.InnerException);
        Assert.Contains("seed 17", failed.Message);
        Assert.Contains("1.000 ran", failed.Message);
    }

    [Fact]
    public void Run_PassesExceptionsThroughUnwrapped() =>
        Assert.Throws<InvalidDataException>(() => new VirtualTime().Run(() => Task.FromException(new InvalidDataException())));
}
