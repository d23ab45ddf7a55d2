namespace ModelGateway.Tests.Testing.Virtual;

public sealed class SeededRandomTests
{
    [Fact]
    public void Numbers_OfASeedNeverChange()
    {
        SeededRandom random = new(42);
        Assert.Equal(
            [773499382201279370, 3495475846482271550, 6272293381124279503], [random.NextInt64(), random.NextInt64(), random.NextInt64()]);
    }

    [Fact]
    public void Draws_StayInTheirRangeAndReachItsEnds()
    {
        SeededRandom random = new(1);
        HashSet<int> seen = [];
        byte[] bytes = new byte[4096];
        random.NextBytes(bytes);
        Assert.True(bytes.Distinct().Count() > 250);
        for (int i = 0; i < 10_000; i++)
        {
            seen.Add(random.Next(-3, 4));
            Assert.InRange(random.NextDouble(), 0, 0.9999999999999999);
            Assert.InRange(random.NextSingle(), 0, 0.99999994f);
            Assert.InRange(random.NextInt64(long.MinValue, long.MaxValue), long.MinValue, long.MaxValue - 1);
        }

        Assert.Equal([-3, -2, -1, 0, 1, 2, 3], seen.Order());
        Assert.Equal(5, random.Next(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(6, 5));
    }

    [Fact]
    public void Fork_DependsOnSeedAndNameOnly()
    {
        SeededRandom random = new(9);
        long before = random.Fork("a").NextInt64();
        random.Next();
        Assert.Equal(before, random.Fork("a").NextInt64());
        Assert.NotEqual(before, random.Fork("b").NextInt64());
        Assert.NotEqual(before, new SeededRandom(10).Fork("a").NextInt64());
    }
}
