using ModelGateway.Exceptions;
using ModelGateway.Failures;
using ModelGateway.Failures.Secrets;

namespace ModelGateway.Tests.Exceptions;

public sealed class ExceptionMaskTests
{
    private const string Key = "Kx7/privately+issued.4711=qZ";
    private static readonly ExceptionMask Mask = new(new SecretMask([Key]));

    [Fact]
    public void Apply_KeepsExceptionsThatRepeatNoSecret()
    {
        Exception[] exceptions =
        [
            new HttpRequestException("down"), new OperationCanceledException(),
            new StreamTruncatedException("cut", new IOException("broken")),
            new ProviderException(new ProviderFailure(FailureKind.Unknown, "no") { Code = "x" }),
        ];

        Assert.All(exceptions, static exception => Assert.Same(exception, Mask.Apply(exception)));
    }

    [Fact]
    public void Apply_ClassifiesByTheTypeThatIsReplaced()
    {
        Exception masked = Mask.Apply(new HttpRequestException($"sent {Key}", new IOException(Key)));

        ProviderException exception = Assert.IsType<ProviderException>(masked);
        Assert.Equal(FailureKind.Unavailable, exception.Kind);
        Assert.Equal("The connection failed: [key]", exception.Message);
        Assert.StartsWith("System.Net.Http.HttpRequestException: sent [key]", exception.InnerException!.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_KeepsTheKindOfTheGatewaysOwn()
    {
        StreamTruncatedException cut = Assert.IsType<StreamTruncatedException>(
            Mask.Apply(new StreamTruncatedException("cut", new IOException(Key))));
        ProviderException refused = Assert.IsType<ProviderException>(Mask.Apply(
            new ProviderException(new ProviderFailure(FailureKind.Unauthorized, "no") { Code = Key, ProviderRequestId = Key,
                StatusCode = 401 })));

        Assert.Equal("[key]", cut.InnerException!.Message);
        Assert.Equal(FailureKind.Truncated, cut.Kind);
        Assert.Equal(("[key]", "[key]", 401), (refused.ErrorCode, refused.ProviderRequestId, refused.StatusCode));
    }

    [Fact]
    public void Apply_KeepsCancellations()
    {
        using CancellationTokenSource source = new();

        OperationCanceledException masked = Assert.IsType<OperationCanceledException>(
            Mask.Apply(new TaskCanceledException($"gave up {Key}", new TimeoutException(Key), source.Token)));

        Assert.Equal(source.Token, masked.CancellationToken);
        Assert.Equal(("gave up [key]", "[key]"), (masked.Message, masked.InnerException!.Message));
    }
}
