using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;

namespace ModelGateway.Tests.Protocols.Errors;

public sealed class ContextOverflowTests
{
    [Theory]
    [InlineData(
        "This model's maximum context length is 8192 tokens. However, you requested 9001 tokens (8001 in the messages, 1000 in the completion).", 8192L, 9001L)]
    [InlineData("This model's maximum context length is 4097 tokens. However, your messages resulted in 5000 tokens.", 4097L, 5000L)]
    [InlineData(
        "This endpoint's maximum context length is 131072 tokens. However, you requested about 200000 tokens (199000 of text input).",
        131072L, 200000L)]
    [InlineData("Input tokens exceed the configured limit of 272,000 tokens. Your messages resulted in 300,123 tokens.", 272000L, 300123L)]
    [InlineData("Your input exceeds the context window of this model. Please adjust your input and try again.", null, null)]
    [InlineData("prompt is too long: 1250001 tokens > 1000000 maximum", 1000000L, 1250001L)]
    [InlineData("input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000", 200000L, 210000L)]
    [InlineData("The input token count (1250000) exceeds the maximum number of tokens allowed (1048576).", 1048576L, 1250000L)]
    [InlineData("The input token count exceeds the maximum number of tokens allowed 1048576.", 1048576L, null)]
    [InlineData("Input Tokens Exceeded: Number of input tokens exceeds maximum length. Please update the input to try again.", null, null)]
    [InlineData("Input is too long for requested model.", null, null)]
    [InlineData("too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 8000. Try using a shorter prompt.",
        4081L, 8000L)]
    [InlineData("TOO_MANY_TOKENS", null, null)]
    [InlineData("request (2009 tokens) exceeds the available context size (512 tokens), try increasing it", 512L, 2009L)]
    [InlineData("input (4002 tokens) is too large to process. increase the physical batch size (current batch size: 512)", 512L, 4002L)]
    [InlineData("prompt exceeded max context length by 321 tokens", null, null)]
    [InlineData("the input length exceeds the context length", null, null)]
    [InlineData("Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length", 32768L, 40000L)]
    [InlineData("This model's maximum prompt length is 131072 but the request contains 200000 tokens.", 131072L, 200000L)]
    [InlineData(
        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 5000 `inputs` tokens and 500 `max_new_tokens`",
        4097L, 5000L)]
    [InlineData("The decoder prompt (length 5000) is longer than the maximum model length of 4096.", 4096L, 5000L)]
    [InlineData("The prompt is too long: 9000, model maximum context length: 8191", 8191L, 9000L)]
    [InlineData("Range of input length should be [1, 30720]", 30720L, null)]
    public void Dialects_AreRead(string message, long? limit, long? requested)
    {
        ContextOverflow overflow = Assert.NotNull(ContextOverflow.Find(message));
        Assert.Equal((limit, requested), (overflow.Limit, overflow.Requested));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("max_tokens is too large: 9. This model supports at most 4 completion tokens.")]
    [InlineData("Too many tokens, please wait before trying again.")]
    [InlineData("This request would exceed your organization's rate limit of 30,000 input tokens per minute")]
    [InlineData("Rate limit reached for gpt-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000.")]
    [InlineData("Cached content is too small. total_token_count=97, min_total_token_count=1024")]
    public void OtherWords_AreNoOverflow(string? message) => Assert.Null(ContextOverflow.Find(message));

    [Fact]
    public void Fields_GoBeforeWords()
    {
        ProviderFailure failure = ErrorReader.Read(400, """
            {"error":{"code":400,"message":"request (1 tokens) exceeds the available context size (2 tokens)","n_ctx":512,"n_prompt_tokens":2009,"type":"exceed_context_size_error"}}
            """u8);
        Assert.Equal((FailureKind.ContextTooLong, 512L, 2009L), (failure.Kind, failure.ContextLimit, failure.RequestedTokens));
    }

    [Fact]
    public void Hostile_NumbersAreNone()
    {
        string digits = new('9', 50);
        Assert.Equal(default(ContextOverflow),
            ContextOverflow.Find($"maximum context length is {digits} tokens, requested {digits} tokens"));
    }
}
