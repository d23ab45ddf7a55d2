using ModelGateway.Failures;

namespace ModelGateway.Tests.Failures;

public sealed class QuotaPolicyTests
{
    [Theory]
    [InlineData(600, FailureKind.RateLimited)]
    [InlineData(1_000, FailureKind.RateLimited)]
    [InlineData(1_001, FailureKind.Unsupported)]
    public void AgainstQuota_KeepsARateLimitThatTheRequestMayFit(long estimate, FailureKind kind)
    {
        ProviderFailure limited = new(FailureKind.RateLimited, "slow down") { TokenQuota = 1_000 };

        Assert.Equal(kind, FailurePolicy.AgainstQuota(limited, estimate).Kind);
    }
}
