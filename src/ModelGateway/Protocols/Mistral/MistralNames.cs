namespace ModelGateway.Protocols.Mistral;

/// <summary>
/// The field names that Mistral has beside those of Chat Completions (<see cref="OpenAIChat.OpenAIChatNames"/>), for both directions.
/// </summary>
internal static class MistralNames
{
    // The request.
    public static ReadOnlySpan<byte> RandomSeed => "random_seed"u8;

    public static ReadOnlySpan<byte> PromptMode => "prompt_mode"u8;

    public static ReadOnlySpan<byte> Prefix => "prefix"u8;

    public static ReadOnlySpan<byte> DocumentUrl => "document_url"u8;

    public static ReadOnlySpan<byte> DocumentName => "document_name"u8;

    public static ReadOnlySpan<byte> OutputDimension => "output_dimension"u8;

    // The answer.
    public static ReadOnlySpan<byte> Object => "object"u8;

    public static ReadOnlySpan<byte> ReferenceIds => "reference_ids"u8;

    /// <summary>The name of the tool that found what is cited.</summary>
    public static ReadOnlySpan<byte> Tool => "tool"u8;
}
