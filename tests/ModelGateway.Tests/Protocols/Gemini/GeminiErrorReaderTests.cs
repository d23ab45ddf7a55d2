using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols.Gemini;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiErrorReaderTests
{
    [Theory]
    [InlineData(400, "API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT", FailureKind.Unauthorized)]
    [InlineData(400, "API key expired. Please renew the API key.", "INVALID_ARGUMENT", FailureKind.Unauthorized)]
    [InlineData(400, "The input token count (1250000) exceeds the maximum number of tokens allowed (1048576).", "INVALID_ARGUMENT",
        FailureKind.ContextTooLong)]
    [InlineData(400, "Invalid JSON payload received. Unknown name \"x\"", "INVALID_ARGUMENT", FailureKind.InvalidRequest)]
    [InlineData(400, "User location is not supported for the API use.", "FAILED_PRECONDITION", FailureKind.Unsupported)]
    [InlineData(400, "Function calling is not enabled for models/gemma-3", "INVALID_ARGUMENT", FailureKind.Unsupported)]
    [InlineData(400, "Please enable billing on your project.", "FAILED_PRECONDITION", FailureKind.QuotaExhausted)]
    [InlineData(400, "Invalid value at 'safety_settings[0].category'", "INVALID_ARGUMENT", FailureKind.InvalidRequest)]
    [InlineData(400, "The prompt was blocked due to policy.", "INVALID_ARGUMENT", FailureKind.ContentRefused)]
    [InlineData(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED", FailureKind.Unauthorized)]
    [InlineData(402, "Pay.", "", FailureKind.QuotaExhausted)]
    [InlineData(403, "The caller does not have permission", "PERMISSION_DENIED", FailureKind.Unauthorized)]
    [InlineData(403, "CachedContent not found (or permission denied)", "PERMISSION_DENIED", FailureKind.InvalidRequest)]
    [InlineData(404, "models/x is not found for API version v1beta", "NOT_FOUND", FailureKind.ModelNotFound)]
    [InlineData(409, "Aborted", "ABORTED", FailureKind.Unavailable)]
    [InlineData(413, "Too large", "", FailureKind.Unsupported)]
    [InlineData(422, "What", "", FailureKind.InvalidRequest)]
    [InlineData(429, "You exceeded your current quota, please check your plan and billing details.", "RESOURCE_EXHAUSTED",
        FailureKind.RateLimited)]
    [InlineData(429, "Your prepayment credits are depleted.", "RESOURCE_EXHAUSTED", FailureKind.QuotaExhausted)]
    [InlineData(429, "The input token count exceeds the limit.", "RESOURCE_EXHAUSTED", FailureKind.ContextTooLong)]
    [InlineData(499, "Cancelled", "CANCELLED", FailureKind.Unavailable)]
    [InlineData(500, "Internal", "INTERNAL", FailureKind.Unavailable)]
    [InlineData(503, "The model is overloaded.", "UNAVAILABLE", FailureKind.Unavailable)]
    [InlineData(504, "Deadline", "DEADLINE_EXCEEDED", FailureKind.Unavailable)]
    public void Errors_AreClassifiedAlsoWithinAnArray(int status, string message, string name, FailureKind expected)
    {
        string body = $$$"""{"error":{"code":{{{status}}},"message":{{{System.Text.Json.JsonSerializer.Serialize(message)}}},"status":"{{{name}}}"}}""";
        ProviderFailure failure = Read(status, body);
        Assert.Equal((expected, status, name), (failure.Kind, failure.StatusCode, failure.Code));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(failure, Read(status, $"[{body}]"));
    }

    [Fact]
    public void Details_NameTheReasonAndTheWait()
    {
        ProviderFailure failure = Read(429, """
            {"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[
             {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"20"}]},
             {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"48.5s"}]}}
            """);
        Assert.Equal((FailureKind.RateLimited, TimeSpan.FromSeconds(48.5)), (failure.Kind, failure.RetryAfter));
        failure = Read(429, """{"error":{"code":429,"message":"Quota exceeded.\nPlease retry in 36.25s."}}""");
        Assert.Equal(TimeSpan.FromSeconds(36.25), failure.RetryAfter);
        failure = Read(403, """{"error":{"code":403,"details":[{"reason":"BILLING_DISABLED"}]}}""");
        Assert.Equal((FailureKind.QuotaExhausted, "BILLING_DISABLED"), (failure.Kind, failure.Code));
    }

    [Fact]
    public void Header_GoesBeforeTheBody()
    {
        using HttpResponseMessage response = new();
        response.Headers.TryAddWithoutValidation("retry-after", "7");
        ProviderFailure failure = GeminiProtocol.Instance.ReadError(
            429, response.Headers, """{"error":{"details":[{"retryDelay":"48s"}]}}"""u8, DateTimeOffset.UnixEpoch);
        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>502</html>")]
    [InlineData("{\"error\":[]}")]
    [InlineData("{\"error\":{\"code\":\"x\",\"message\":7,\"status\":{},\"details\":{}}}")]
    [InlineData("{\"error\":{\"details\":[7,{\"retryDelay\":\"soon\"},{\"retryDelay\":5}]}}")]
    [InlineData("{\"error\":{\"message\":\"cut of")]
    [InlineData("[]")]
    [InlineData("null")]
    public void AnyBody_IsClassifiedByItsStatus(string body)
    {
        ProviderFailure failure = Read(502, body);
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("502", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.RetryAfter);
    }

    [Theory]
    [InlineData("AIzaSyA-1234567890abcdefghij")]
    [InlineData("Bearer ya29.abcdefghijkl")]
    [InlineData("sk-abcdefghijklmnop")]
    public void Keys_AreMasked(string key)
    {
        ProviderFailure failure = Read(400, $$$"""{"error":{"message":"The key {{{key}}} is bad"}}""");
        Assert.DoesNotContain(key[^8..], failure.Message, StringComparison.Ordinal);
        Assert.Contains("[key]", failure.Message, StringComparison.Ordinal);
    }

    private static ProviderFailure Read(int status, string body)
    {
        using HttpResponseMessage response = new();
        return GeminiProtocol.Instance.ReadError(status, response.Headers, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);
    }
}
