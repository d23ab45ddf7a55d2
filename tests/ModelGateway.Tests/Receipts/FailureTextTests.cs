using ModelGateway.Failures;
using ModelGateway.Receipts;

namespace ModelGateway.Tests.Receipts;

public sealed class FailureTextTests
{
    [Fact]
    public void Write_BeginsWithTheStatus_AndHasNoFullStop() =>
        Assert.Equal("503: slow down", FailureText.Write(new ProviderFailure(FailureKind.Unavailable, "slow down.") { StatusCode = 503 }));

    [Fact]
    public void Write_IsBounded() =>
        Assert.Equal(301, FailureText.Write(new ProviderFailure(FailureKind.Unavailable, new string('x', 5_000))).Length);
}
