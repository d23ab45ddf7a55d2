namespace ModelGateway;

/// <summary>
/// The tokenizer families that the gateway has weights for. A catalog may name others, which are estimated like unknown families.
/// </summary>
public static class TokenizerFamilies
{
    /// <summary>OpenAI: GPT-4o and later.</summary>
    public const string O200K = "o200k";

    /// <summary>OpenAI: GPT-3.5, GPT-4 and the third generation of embeddings.</summary>
    public const string Cl100K = "cl100k";

    /// <summary>Anthropic: models before Claude Opus 4.7.</summary>
    public const string Claude = "claude";

    /// <summary>Anthropic: Claude Opus 4.7 and later, with about 50 % more tokens for the same text.</summary>
    public const string ClaudeOpus47 = "claude-opus-4.7";

    /// <summary>Google: Gemini and Gemma.</summary>
    public const string Gemini = "gemini";

    /// <summary>Meta: Llama 3 and 4.</summary>
    public const string Llama = "llama";

    /// <summary>Mistral.</summary>
    public const string Mistral = "mistral";

    /// <summary>Alibaba: Qwen.</summary>
    public const string Qwen = "qwen";

    /// <summary>DeepSeek.</summary>
    public const string DeepSeek = "deepseek";

    /// <summary>Cohere: Command.</summary>
    public const string Cohere = "cohere";

    /// <summary>xAI: Grok.</summary>
    public const string Grok = "grok";

    /// <summary>Amazon: Nova.</summary>
    public const string Nova = "nova";
}
