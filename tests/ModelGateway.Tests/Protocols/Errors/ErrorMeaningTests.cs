using System.Text;
using ModelGateway.Protocols.Errors;

namespace ModelGateway.Tests.Protocols.Errors;

public sealed class ErrorMeaningTests
{
    [Theory]
    [InlineData(400, """{"error":{"message":"Invalid 'input[0]': maximum input length is 8192 tokens.","type":"invalid_request_error","param":null,"code":null}}""", FailureKind.ContextTooLong)]
    [InlineData(403, """{"error":{"message":"Key limit exceeded (monthly limit). Manage it using https://openrouter.ai/settings/keys","code":403}}""", FailureKind.QuotaExhausted)]
    [InlineData(302, "", FailureKind.Unsupported)]
    [InlineData(308, "<html>moved</html>", FailureKind.Unsupported)]
    [InlineData(301, """{"message":"Moved Permanently"}""", FailureKind.Unsupported)]
    public void Errors_HaveTheirMeaning(int status, string body, FailureKind expected) =>
        Assert.Equal(expected, ErrorReader.Read(status, Encoding.UTF8.GetBytes(body)).Kind);

    [Fact]
    public void LongInput_TellsTheLimit() =>
        Assert.Equal(8192, ErrorReader.Read(400, """{"error":{"message":"Invalid 'input[0]': maximum input length is 8192 tokens."}}"""u8).ContextLimit);

    [Theory]
    [InlineData("")]
    [InlineData("""{"message":"Moved"}""")]
    public void Redirect_NamesTheSetting(string body) =>
        Assert.Contains("Endpoint", ErrorReader.Read(307, Encoding.UTF8.GetBytes(body)).Message, StringComparison.Ordinal);
}
