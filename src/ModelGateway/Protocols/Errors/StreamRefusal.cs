using ModelGateway.Failures;

namespace ModelGateway.Protocols.Errors;

/// <summary>
/// Finds the refusals of a request only because its answer was to be streamed (OpenAI's models that want a verified organisation, models
/// behind compatible servers), or was not (thinking models of Qwen).
/// </summary>
internal static class StreamRefusal
{
    private static readonly string[] WordsOfWhole =
    [
        "only support stream", "only supports stream", "only supported in stream", "only available in stream", "non-streaming calls",
        "not support non-stream", "requires stream", "must be streamed", "stream must be true", "stream must be set to true",
        "set stream to true", "set stream=true", "streaming is required", "enable the stream parameter",
    ];

    private static readonly string[] WordsOfStream =
    [
        "not support stream", "n't support stream", "not support the stream", "streaming is not supported", "stream is not supported",
        "streaming not supported", "stream not supported", "unsupported for streaming", "not supported for streaming",
        "streaming is disabled", "cannot be streamed", "to stream this model", "'stream' does not support true",
    ];

    /// <summary>Whether a whole answer was refused: the deployment answers in streams alone.</summary>
    public static bool IsOfWhole(ProviderFailure failure) => IsRefusal(failure) && ErrorWords.HasAny(failure.Message, WordsOfWhole);

    /// <summary>Whether a stream was refused.</summary>
    public static bool IsOfStream(ProviderFailure failure) =>
        IsRefusal(failure) && !IsOfWhole(failure) && ErrorWords.HasAny(failure.Message, WordsOfStream);

    private static bool IsRefusal(ProviderFailure failure) =>
        failure is { StatusCode: 400 or 405 or 415 or 422 or 501 };
}
