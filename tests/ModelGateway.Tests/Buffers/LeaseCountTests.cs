using ModelGateway.Buffers;

namespace ModelGateway.Tests.Buffers;

public sealed class LeaseCountTests
{
    [Fact]
    public void Leave_IsTrueForTheLastUser_AfterWhomItCannotBeEntered()
    {
        LeaseCount count = new();

        Assert.True(count.TryEnter());
        Assert.False(count.Leave());
        Assert.True(count.Leave());
        Assert.False(count.TryEnter());
    }
}
