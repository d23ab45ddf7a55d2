using System.Text;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Tests.Protocols.Errors;

/// <summary>Where a generic word and a specific status disagree the status decides, and the other way round, in every dialect.</summary>
public sealed class ErrorKindsTests
{
    private const string Responses = "Responses";

    private static readonly (int Status, FailureKind Kind)[] Statuses =
    [
        (401, FailureKind.Unauthorized), (402, FailureKind.QuotaExhausted), (403, FailureKind.Unauthorized),
        (404, FailureKind.ModelNotFound),
        (413, FailureKind.ContextTooLong), (429, FailureKind.RateLimited), (500, FailureKind.Unavailable), (503, FailureKind.Unavailable),
    ];

    private static readonly string[] GenericWords =
    [
        "api_error", "invalid_request_error", "server_error", "internal_error", "internal_server_error", "error", "upstream_error",
        "timeout_error", "provider_unavailable", "new_api_error",
    ];

    private static readonly string[] GenericWordsOfBedrock =
        ["InternalServerException", "InternalFailure", "ServiceUnavailableException", "ValidationException", "UnknownError"];

    private static readonly string[] GenericWordsOfGoogle = ["UNKNOWN", "INTERNAL", "INVALID_ARGUMENT", "UNAVAILABLE",
        "FAILED_PRECONDITION"];

    /// <summary>The types of providers, and OpenAI's other protocol.</summary>
    public static TheoryData<string> Types => [.. ProviderTypes.Names, Responses];

    [Theory]
    [MemberData(nameof(Types))]
    public void SpecificStatus_WinsOverAGenericWord(string type)
    {
        bool isGoogle = type is "Gemini" or "VertexAI";
        foreach ((int status, FailureKind usual) in Statuses)
        {
            // Google's 413 is about the body's size, which another provider may take.
            FailureKind kind = status == 413 && isGoogle ? FailureKind.Unsupported : usual;
            foreach (string word in GenericWords)
            {
                AssertKind(kind, type, status, $$$"""{"error":{"message":"Unauthorized","type":"{{{word}}}","param":null,"code":null}}""");
                AssertKind(kind, type, status, $$$"""{"error":{"message":"Something","code":"{{{word}}}"}}""");
                AssertKind(kind, type, status, $$$"""{"object":"error","message":"Something","type":"{{{word}}}","code":"1500"}""");

                // In this form Claude behind Vertex AI fails, whose sizes are Anthropic's.
                FailureKind claude = type == "VertexAI" ? usual : kind;
                AssertKind(claude, type, status, $$$"""{"type":"error","error":{"type":"{{{word}}}","message":"Something"}}""");
            }

            foreach (string word in GenericWordsOfBedrock)
            {
                AssertKind(kind, type, status, $$$"""{"__type":"{{{word}}}","message":"Something"}""");
            }

            foreach (string word in GenericWordsOfGoogle)
            {
                AssertKind(status == 413 || (word == "FAILED_PRECONDITION" && status >= 500) ? FailureKind.Unsupported : kind, type, status,
                    $$$"""{"error":{"code":{{{status}}},"message":"Something","status":"{{{word}}}"}}""");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void SpecificWord_WinsOverAGeneralStatus(string type)
    {
        foreach (int status in (int[])[400, 422, 500, 502])
        {
            foreach ((string word, FailureKind kind) in SpecificWords)
            {
                AssertKind(kind, type, status, $$$"""{"error":{"message":"Something","type":"{{{word}}}","code":null}}""");
                AssertKind(kind, type, status, $$$"""{"error":{"message":"Something","code":"{{{word}}}"}}""");
            }

            AssertKind(FailureKind.RateLimited, type, status, """{"error":{"message":"Something","code":429}}""");
            AssertKind(FailureKind.Unauthorized, type, status, """{"error":{"message":"Something","status":"UNAUTHENTICATED"}}""");
            AssertKind(FailureKind.RateLimited, type, status, """{"error":{"message":"Something","status":"RESOURCE_EXHAUSTED"}}""");
        }
    }

    [Theory]
    [InlineData(429, "insufficient_quota", FailureKind.QuotaExhausted)]
    [InlineData(400, "context_length_exceeded", FailureKind.ContextTooLong)]
    [InlineData(529, "overloaded_error", FailureKind.Unavailable)]
    [InlineData(429, "overloaded_error", FailureKind.Unavailable)]
    [InlineData(403, "model_not_found", FailureKind.ModelNotFound)]
    [InlineData(404, "invalid_api_key", FailureKind.Unauthorized)]
    [InlineData(401, "content_filter", FailureKind.ContentRefused)]
    [InlineData(413, "unsupported_value", FailureKind.Unsupported)]
    public void SpecificWord_WinsOverASpecificStatus(int status, string word, FailureKind expected)
    {
        foreach (string type in ProviderTypes.Names)
        {
            AssertKind(expected, type, status, $$$"""{"error":{"message":"Something","type":"{{{word}}}","code":null}}""");
        }
    }

    [Theory]
    [InlineData("unauthorized", FailureKind.Unauthorized)]
    [InlineData("payment_required", FailureKind.QuotaExhausted)]
    [InlineData("rate_limited", FailureKind.RateLimited)]
    [InlineData("rate_limit_error", FailureKind.RateLimited)]
    [InlineData("not_found_error", FailureKind.ModelNotFound)]
    [InlineData("api_error", FailureKind.Unavailable)]
    [InlineData("server_error", FailureKind.Unavailable)]
    public void WordsWithinAStream_HaveNoStatusBesideThem(string word, FailureKind expected)
    {
        byte[] body = Encoding.UTF8.GetBytes($$$"""{"error":{"message":"Something","type":"{{{word}}}"}}""");
        Assert.Equal(expected, ErrorReader.Read(null, body).Kind);
    }

    private static (string Word, FailureKind Kind)[] SpecificWords =>
    [
        ("insufficient_quota", FailureKind.QuotaExhausted), ("context_length_exceeded", FailureKind.ContextTooLong),
        ("overloaded_error", FailureKind.Unavailable), ("rate_limit_error", FailureKind.RateLimited),
        ("rate_limit_exceeded", FailureKind.RateLimited), ("not_found_error", FailureKind.ModelNotFound),
        ("authentication_error", FailureKind.Unauthorized), ("model_not_found", FailureKind.ModelNotFound),
        ("ThrottlingException", FailureKind.RateLimited), ("AccessDeniedException", FailureKind.Unauthorized),
    ];

    private static void AssertKind(FailureKind expected, string type, int status, string body)
    {
        IProtocol protocol = type == Responses ? new ResponsesProtocol("openai")
            : ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions());
        using HttpResponseMessage response = new();
        FailureKind found = protocol.ReadError(status, response.Headers, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch).Kind;
        Assert.True(expected == found, $"{type} {status} {body}: {found} instead of {expected}");
    }
}
