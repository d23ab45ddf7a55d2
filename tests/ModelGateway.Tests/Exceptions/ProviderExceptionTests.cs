using ModelGateway.Failures;

namespace ModelGateway.Tests.Exceptions;

public sealed class ProviderExceptionTests
{
    private static readonly ProviderFailure Failure = new(FailureKind.Unavailable, "down") { StatusCode = 503 };

    [Fact]
    public void From_KeepsAnExceptionOfTheSameFailure()
    {
        StreamTruncatedException thrown = new("cut");

        ProviderException exception = ProviderException.From(thrown.Failure, thrown, "openai/m");

        Assert.Same(thrown, exception);
        Assert.Equal("openai/m", exception.Deployment);
    }

    [Fact]
    public void From_WrapsOtherExceptions()
    {
        HttpRequestException thrown = new("refused");

        ProviderException exception = ProviderException.From(Failure, thrown, "openai/m");

        Assert.Same(thrown, exception.InnerException);
        Assert.Equal((FailureKind.Unavailable, 503, "down"), (exception.Kind, exception.StatusCode, exception.Message));
    }
}
