using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ModelGateway.Exceptions;
using ModelGateway.Failures;

namespace ModelGateway.Tests.Exceptions;

public sealed class ExceptionClassifierTests
{
    public static TheoryData<Exception, FailureKind, int?> Exceptions => new()
    {
        { new HttpRequestException("busy", null, HttpStatusCode.TooManyRequests), FailureKind.RateLimited, 429 },
        { new HttpRequestException("down", new SocketException(111)), FailureKind.Unavailable, null },
        { new HttpRequestException("slow", new TimeoutException("connect")), FailureKind.Timeout, null },
        { new IOException("reset"), FailureKind.Unavailable, null },
        { new TimeoutException("late"), FailureKind.Timeout, null },
        { new OperationCanceledException(), FailureKind.Timeout, null },
        { new NotSupportedException("audio"), FailureKind.Unsupported, null },
        { new ArgumentException("tools"), FailureKind.InvalidRequest, null },
        { new JsonException("comma"), FailureKind.Malformed, null },
        { new InvalidOperationException("HTTP 401 (Unauthorized)"), FailureKind.Unauthorized, 401 },
        { new InvalidOperationException("outer", new InvalidOperationException("Status Code: TooManyRequests.")), FailureKind.RateLimited,
            429 },
        { new InvalidOperationException("HTTP 200"), FailureKind.Unknown, null },
        { new InvalidOperationException("odd"), FailureKind.Unknown, null },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Classify_ReadsKindAndStatus(Exception exception, FailureKind kind, int? status)
    {
        ProviderFailure failure = ExceptionClassifier.Classify(exception);

        Assert.Equal((kind, status), (failure.Kind, failure.StatusCode));
    }

    [Theory]
    [InlineData(400, FailureKind.InvalidRequest)]
    [InlineData(402, FailureKind.QuotaExhausted)]
    [InlineData(403, FailureKind.Unauthorized)]
    [InlineData(404, FailureKind.ModelNotFound)]
    [InlineData(408, FailureKind.Unavailable)]
    [InlineData(418, FailureKind.InvalidRequest)]
    [InlineData(429, FailureKind.RateLimited)]
    [InlineData(503, FailureKind.Unavailable)]
    [InlineData(302, FailureKind.Unknown)]
    public void KindOf_ReadsAStatus(int status, FailureKind kind) => Assert.Equal(kind, ExceptionClassifier.KindOf(status));

    [Fact]
    public void Classify_KeepsTheFailureOfAProviderException()
    {
        ProviderFailure failure = new(FailureKind.ContextTooLong, "too long");

        Assert.Same(failure, ExceptionClassifier.Classify(new ProviderException(failure)));
    }

    [Fact]
    public void Classify_MasksKeysInMessages() =>
        Assert.DoesNotContain(
            "sk-secret", ExceptionClassifier.Classify(new InvalidOperationException("bad sk-secret12345")).Message,
                StringComparison.Ordinal);
}
