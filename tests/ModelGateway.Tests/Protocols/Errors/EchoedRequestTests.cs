using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;

namespace ModelGateway.Tests.Protocols.Errors;

/// <summary>Errors that repeat parts of the request: what the user wrote decides nothing and is not told on.</summary>
public sealed class EchoedRequestTests
{
    [Theory]
    [InlineData(422, """{"object":"error","message":{"detail":[{"type":"string_type","loc":["body","messages",0,"content"],"msg":"Input should be a valid string","input":"What is my credit balance, and is it insufficient?"}]},"type":"invalid_request_error","code":null}""", FailureKind.InvalidRequest)]
    [InlineData(422, """{"detail":[{"type":"extra_forbidden","loc":["body","maximum context length"],"msg":"Extra inputs are not permitted","input":"the prompt was blocked","ctx":{"error":"guardrail intervened"}}]}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"message":"Invalid schema for function 'f': In context=('properties', 'credit balance'), schema must have a 'type' key.","type":"invalid_request_error","param":"tools[0].function.parameters","code":"invalid_function_parameters"}}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"message":"Invalid schema for function 'check_guardrail': None is not of type 'array'.","type":"invalid_request_error","code":"invalid_function_parameters"}}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"message":"Invalid schema for response_format 'out of credits': not an object.","type":"invalid_request_error","code":"invalid_json_schema"}}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"message":"Unknown tool \"credit balance of the prompt was blocked\" in messages[1].","type":"invalid_request_error","code":null}}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"message":"Unknown value `maximum context length` of x.","type":"invalid_request_error","code":null}}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"message":"Bad text: how do I raise my spending limit","type":"invalid_request_error","code":null}}""", FailureKind.InvalidRequest)]
    [InlineData(404, """{"object":"error","message":"no tool check_guardrail","type":"x"}""", FailureKind.ModelNotFound)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}}""", FailureKind.QuotaExhausted)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits. You will regain access on 2026-07-01 at 00:00 UTC."}}""", FailureKind.QuotaExhausted)]
    [InlineData(403, """{"object":"error","message":"The request was blocked by a guardrail.","type":"guardrail_blocked"}""", FailureKind.ContentRefused)]
    [InlineData(400, """{"error":{"message":"litellm.ContextWindowExceededError: AnthropicException - {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 20 tokens > 10 maximum\"}}","type":null,"code":"400"}}""", FailureKind.ContextTooLong)]
    [InlineData(400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"Invalid name 'credit balance'\"}}"}}}""", FailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 10 tokens. You've sent 'many'.","code":null}}""", FailureKind.ContextTooLong)]
    public void UsersWords_DecideNothing(int status, string body, FailureKind expected) =>
        Assert.Equal(expected, ErrorReader.Read(status, Encoding.UTF8.GetBytes(body)).Kind);

    [Fact]
    public void UsersWords_AreNotTold()
    {
        ProviderFailure failure = ErrorReader.Read(422, """
            {"detail":[{"type":"missing","loc":["body","messages",0,"role"],"msg":"Field required","input":{"content":"my secret"},"ctx":{"error":"my secret"}},
                       {"type":"string_type","loc":["body","model"],"msg":"Input should be a valid string","input":7}]}
            """u8);
        Assert.Contains("'body.messages.0.role': Field required; 'body.model': Input should be a valid string", failure.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
