using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Ollama's errors. It has no codes: the words decide.</summary>
internal static class OllamaErrors
{
    public static IReadOnlyList<WireError> Answers { get; } =
    [
        new(FailureKind.InvalidRequest, 400, "bad request"),
        new(FailureKind.ContentRefused, 400, "the prompt was refused by the content filter"),
        new(FailureKind.Unsupported, 400, "the model does not support this"),
        new(FailureKind.Unauthorized, 401, "unauthorized"),
        new(FailureKind.QuotaExhausted, 402, "payment required"),
        new(FailureKind.ModelNotFound, 404, "model not found, try pulling it first"),
        new(FailureKind.RateLimited, 429, "too many concurrent requests"),
        new(FailureKind.Unavailable, 503, "server busy, please try again"),
    ];

    /// <summary>What messages mean that hold all of the words; the first row that fits counts.</summary>
    public static (string[] Words, FailureKind Kind)[] Meanings { get; } =
    [
        (["try pulling it"], FailureKind.ModelNotFound),
        (["model", "not found"], FailureKind.ModelNotFound),
        (["requires a subscription"], FailureKind.ModelNotFound),
        (["image input"], FailureKind.Unsupported),
        (["does not support"], FailureKind.Unsupported),
        (["error parsing tool call"], FailureKind.Malformed),
        (["content filter"], FailureKind.ContentRefused),
        (["content policy"], FailureKind.ContentRefused),
        (["usage limit"], FailureKind.RateLimited),
        (["server busy"], FailureKind.Unavailable),
        (["requires more system memory"], FailureKind.Unavailable),
    ];
}
