using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols.Ollama;

namespace ModelGateway.Tests.Protocols.Ollama;

public sealed class OllamaErrorReaderTests
{
    [Theory]
    [InlineData(404, "model \"llama9\" not found, try pulling it first", FailureKind.ModelNotFound)]
    [InlineData(404, "model 'llama9:latest' not found", FailureKind.ModelNotFound)]
    [InlineData(403, "this model requires a subscription, upgrade for access: https://ollama.com/upgrade", FailureKind.ModelNotFound)]
    [InlineData(400, "prompt too long; exceeded max context length by 4 tokens", FailureKind.ContextTooLong)]
    [InlineData(500, "exceeded max context length by 12", FailureKind.ContextTooLong)]
    [InlineData(400, "the input length exceeds the context length", FailureKind.ContextTooLong)]
    [InlineData(400, "\"gemma3:4b\" does not support thinking", FailureKind.Unsupported)]
    [InlineData(400, "registry.ollama.ai/library/llava:latest does not support tools", FailureKind.Unsupported)]
    [InlineData(400, "think value \"high\" is not supported for this model", FailureKind.Unsupported)]
    [InlineData(500, "Failed to create new sequence: failed to process inputs: this model is missing data required for image input",
        FailureKind.Unsupported)]
    [InlineData(400, "json: cannot unmarshal string into Go struct field ChatRequest.options of type map[string]interface {}",
        FailureKind.InvalidRequest)]
    [InlineData(401, "unauthorized", FailureKind.Unauthorized)]
    [InlineData(402, "payment required", FailureKind.QuotaExhausted)]
    [InlineData(429, "you've reached your hourly usage limit, please upgrade to continue", FailureKind.RateLimited)]
    [InlineData(429, "too many concurrent requests", FailureKind.RateLimited)]
    [InlineData(500, "model requires more system memory (5.6 GiB) than is available (3.1 GiB)", FailureKind.Unavailable)]
    [InlineData(503, "server busy, please try again.  maximum pending requests exceeded", FailureKind.Unavailable)]
    [InlineData(502, "upstream error", FailureKind.Unavailable)]
    public void Errors_AreClassifiedByTheirWordsThenByStatus(int status, string message, FailureKind expected)
    {
        ProviderFailure failure = Read(status, $$"""{"error":{{System.Text.Json.JsonSerializer.Serialize(message)}}}""");
        Assert.Equal((expected, status), (failure.Kind, failure.StatusCode));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "404 page not found", FailureKind.ModelNotFound)]
    [InlineData(502, "<html>Bad gateway</html>", FailureKind.Unavailable)]
    [InlineData(500, "", FailureKind.Unavailable)]
    [InlineData(400, """{"error":{"message":"as OpenAI writes it","code":"context_length_exceeded"}}""", FailureKind.ContextTooLong)]
    [InlineData(400, """{"error":"\ud800"}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":null}""", FailureKind.InvalidRequest)]
    public void OtherBodies_DoNoHarm(int status, string body, FailureKind expected) => Assert.Equal(expected, Read(status, body).Kind);

    [Fact]
    public void Keys_AreMaskedAndTheWaitIsRead()
    {
        using HttpResponseMessage message = new();
        message.Headers.TryAddWithoutValidation("Retry-After", "7");
        ProviderFailure failure = OllamaProtocol.Instance.ReadError(
            429, message.Headers, Encoding.UTF8.GetBytes("""{"error":"usage limit for Bearer abcdefgh12345"}"""), DateTimeOffset.UnixEpoch);
        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
        Assert.DoesNotContain("abcdefgh", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Periods_AreReadAsOfOtherProviders()
    {
        ProviderFailure failure = Read(429, """{"error":"you've reached your hourly usage limit, please upgrade to continue"}""");
        Assert.Equal((FailureKind.RateLimited, QuotaPeriod.Hour), (failure.Kind, failure.QuotaPeriod));
        Assert.StartsWith("The provider limits the rate: ", failure.Message, StringComparison.Ordinal);
    }

    private static ProviderFailure Read(int status, string body)
    {
        using HttpResponseMessage message = new();
        return OllamaProtocol.Instance.ReadError(status, message.Headers, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);
    }
}
