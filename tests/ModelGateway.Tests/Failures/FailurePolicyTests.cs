using ModelGateway.Failures;

namespace ModelGateway.Tests.Failures;

public sealed class FailurePolicyTests
{
    [Theory]
    [InlineData(FailureKind.InvalidRequest, "Stop")]
    [InlineData(FailureKind.ContentRefused, "Stop")]
    [InlineData(FailureKind.RateLimited, "OtherKey")]
    [InlineData(FailureKind.Unauthorized, "OtherKey")]
    [InlineData(FailureKind.QuotaExhausted, "OtherKey")]
    [InlineData(FailureKind.ContextTooLong, "LargerWindow")]
    [InlineData(FailureKind.Unknown, "NextDeployment")]
    [InlineData(FailureKind.Unavailable, "NextDeployment")]
    [InlineData(FailureKind.Timeout, "NextDeployment")]
    [InlineData(FailureKind.ModelNotFound, "NextDeployment")]
    [InlineData(FailureKind.Truncated, "NextDeployment")]
    [InlineData(FailureKind.Malformed, "NextDeployment")]
    [InlineData(FailureKind.Unsupported, "NextDeployment")]
    public void Respond_DecidesByKind(FailureKind kind, string response) =>
        Assert.Equal(response, FailurePolicy.Respond(kind, failOverWhenRefused: false).ToString());

    [Fact]
    public void Respond_TriesRefusedContentElsewhereWhereTheRouteAllowsIt() =>
        Assert.Equal(FailureResponse.NextDeployment, FailurePolicy.Respond(FailureKind.ContentRefused, failOverWhenRefused: true));

    [Theory]
    [InlineData(FailureKind.RateLimited, 1_000L, 1_001, FailureKind.Unsupported)]
    [InlineData(FailureKind.RateLimited, 1_000L, 1_000, FailureKind.RateLimited)]
    [InlineData(FailureKind.RateLimited, null, 1_001, FailureKind.RateLimited)]
    [InlineData(FailureKind.Unavailable, 1_000L, 1_001, FailureKind.Unavailable)]
    public void AgainstQuota_ReclassifiesARequestAboveTheQuota(FailureKind kind, long? quota, long tokens, FailureKind expected)
    {
        ProviderFailure failure = FailurePolicy.AgainstQuota(new ProviderFailure(kind, "m") { TokenQuota = quota }, tokens);

        Assert.Equal(expected, failure.Kind);
        Assert.Equal(expected == FailureKind.Unsupported ? (quota, tokens) : (null, null), (failure.ContextLimit, failure.RequestedTokens));
    }

    [Fact]
    public void CountsAsDeploymentFailure_LeavesOutFaultsOfRequestsAndKeys()
    {
        FailureKind[] counted =
            [.. Enum.GetValues<FailureKind>().Where(static kind => FailurePolicy.CountsAsDeploymentFailure(kind, usesTokens: false))];

        Assert.Equal(
            [
                FailureKind.Unknown, FailureKind.Unavailable, FailureKind.Timeout, FailureKind.ModelNotFound, FailureKind.Truncated,
                FailureKind.Malformed,
            ],
            counted);
        Assert.True(FailurePolicy.CountsAsDeploymentFailure(FailureKind.Unauthorized, usesTokens: true));
    }

    [Fact]
    public void MayHaveBeenBilled_IsTrueWhereAnAnswerMayHaveBegun() =>
        Assert.Equal(
            [FailureKind.Timeout, FailureKind.Truncated, FailureKind.Malformed],
            Enum.GetValues<FailureKind>().Where(FailurePolicy.MayHaveBeenBilled));
}
