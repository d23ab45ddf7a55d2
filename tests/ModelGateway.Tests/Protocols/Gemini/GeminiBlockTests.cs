using System.Text;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.Gemini.GeminiBodies;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiBlockTests
{
    private const string Feedback = """{"promptFeedback":{"blockReason":"OTHER","blockReasonMessage":"The prompt names AIzaSyA-0123456789abcdefghijklmnopqrstuvwx."}}""";

    [Fact]
    public async Task ProvidersReason_IsInTheMessageWithoutKeys()
    {
        ProviderException whole = Assert.Throws<ProviderException>(() => Read(Feedback));
        ProviderException streamed = await Assert.ThrowsAsync<ProviderException>(() => ReadStreamAsync("data: " + Feedback + "\n\n"));
        foreach (ProviderException exception in (ProviderException[])[whole, streamed])
        {
            Assert.Contains("(OTHER) and generated nothing: The prompt names ", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("0123456789abcdef", exception.Message, StringComparison.Ordinal);
            Assert.Equal((FailureKind.ContentRefused, "OTHER"), (exception.Kind, exception.Failure.Code));
        }
    }

    [Theory]
    [InlineData("OpenAI", "error: ")]
    [InlineData("Mistral", "error: ")]
    [InlineData("Anthropic", "error:")]
    [InlineData("Gemini", "error: ")]
    [InlineData("Gemini", "event: error\ndata: ")]
    [InlineData("Cohere", "error: ")]
    [InlineData("Responses", "error: ")]
    public async Task ErrorLineOfAStream_KeepsTheProvidersWords(string type, string field)
    {
        foreach (string end in (string[])["\n\n", "\n"])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(": hello\n\n" + field + """{"code":429,"message":"Slow down, please.","type":"rate_limit_error"}""" + end);
            ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => ProtocolHarness.ReadStreamAsync(
                type == "Responses" ? new ModelGateway.Protocols.OpenAIResponses.ResponsesProtocol("openai")
                    : ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions()),
                new MemoryStream(bytes)));
            Assert.Equal(FailureKind.RateLimited, exception.Kind);
            Assert.Contains("Slow down, please.", exception.Message, StringComparison.Ordinal);
        }
    }
}
