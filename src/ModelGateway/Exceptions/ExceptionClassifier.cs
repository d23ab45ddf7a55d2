using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ModelGateway.Failures;

namespace ModelGateway.Exceptions;

/// <summary>
/// Reads the kind of failure from exceptions of the transport and of wrapped clients. Exceptions of vendors' SDKs are classified by their
/// status code.
/// </summary>
internal static class ExceptionClassifier
{
    /// <summary>Classifies an exception. Messages from outside the gateway may contain a key, which is masked.</summary>
    public static ProviderFailure Classify(Exception exception)
    {
        if (exception is ProviderException provider)
        {
            return provider.Failure;
        }

        ProviderFailure failure = Read(exception);
        return failure with { Message = Redaction.MaskKeys(failure.Message) };
    }

    /// <summary>The kind of failure by HTTP status, for answers without a readable error body.</summary>
    public static FailureKind KindOf(int status) => status switch
    {
        400 or 405 or 406 or 411 or 413 or 414 or 415 or 422 or 431 => FailureKind.InvalidRequest,
        401 or 403 => FailureKind.Unauthorized,
        402 => FailureKind.QuotaExhausted,
        404 or 410 => FailureKind.ModelNotFound,
        408 or 409 or 425 => FailureKind.Unavailable,
        429 => FailureKind.RateLimited,
        >= 500 => FailureKind.Unavailable,
        >= 400 => FailureKind.InvalidRequest,
        _ => FailureKind.Unknown,
    };

    private static ProviderFailure Read(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } status } => FromStatus((int)status, exception),
        HttpRequestException { InnerException: TimeoutException timeout } => Timeout("connect", timeout.Message),
        HttpRequestException or SocketException or IOException =>
            new ProviderFailure(FailureKind.Unavailable, $"The connection failed: {Innermost(exception).Message}"),
        TimeoutException => Timeout(null, exception.Message),
        OperationCanceledException => Timeout(null, "The client gave up the request on its own."),
        NotSupportedException => new ProviderFailure(FailureKind.Unsupported, exception.Message),
        ArgumentException => new ProviderFailure(FailureKind.InvalidRequest, exception.Message),
        JsonException =>
            new ProviderFailure(FailureKind.Malformed, $"The provider's answer is not what its protocol says: {exception.Message}"),
        _ => FindStatus(exception) is { } found
            ? FromStatus(found, exception)
            : new ProviderFailure(FailureKind.Unknown, $"{exception.GetType().Name}: {exception.Message}"),
    };

    private static ProviderFailure FromStatus(int status, Exception exception) =>
        new(KindOf(status), exception.Message) { StatusCode = status };

    private static ProviderFailure Timeout(string? clock, string message) =>
        new(FailureKind.Timeout, message) { Clock = clock };

    // The SDKs' exceptions have no common base. Their messages begin with the status ("HTTP 429 (...)", "Status Code: TooManyRequests"),
    // and reading that needs neither reflection nor a reference to each SDK.
    private static int? FindStatus(Exception exception)
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (current is HttpRequestException { StatusCode: { } status })
            {
                return (int)status;
            }

            if (ReadStatus(current.Message) is { } read)
            {
                return read;
            }
        }

        return null;
    }

    private static int? ReadStatus(string message)
    {
        const string Http = "HTTP ";
        const string StatusCode = "Status Code: ";
        if (message.StartsWith(Http, StringComparison.Ordinal) && message.Length >= 8
            && int.TryParse(message.AsSpan(Http.Length, 3), out int status) && status is >= 400 and < 600)
        {
            return status;
        }

        int at = message.IndexOf(StatusCode, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<char> name = message.AsSpan(at + StatusCode.Length);
        int length = name.IndexOfAnyExceptInRange('0', 'z');
        name = length < 0 ? name : name[..length];
        return Enum.TryParse(name, out HttpStatusCode code) && (int)code is >= 400 and < 600 ? (int)code : null;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }
}
