namespace ModelGateway;

/// <summary>The families of tokenizers that the gateway has estimators for. A catalog may name others, which are estimated like unknown ones.</summary>
public static class TokenizerFamilies
{
    /// <summary>OpenAI's of GPT-4o and later.</summary>
    public const string O200K = "o200k";

    /// <summary>OpenAI's of GPT-3.5, GPT-4 and the third generation of embeddings.</summary>
    public const string Cl100K = "cl100k";

    /// <summary>Anthropic's, of the models before Claude Opus 4.7.</summary>
    public const string Claude = "claude";

    /// <summary>Anthropic's of Claude Opus 4.7 and later, which makes about half as many tokens again of the same text.</summary>
    public const string ClaudeOpus47 = "claude-opus-4.7";

    /// <summary>Google's of Gemini and Gemma.</summary>
    public const string Gemini = "gemini";

    /// <summary>Meta's of Llama 3 and 4.</summary>
    public const string Llama = "llama";

    /// <summary>Mistral's.</summary>
    public const string Mistral = "mistral";

    /// <summary>Alibaba's of Qwen.</summary>
    public const string Qwen = "qwen";

    /// <summary>DeepSeek's.</summary>
    public const string DeepSeek = "deepseek";

    /// <summary>Cohere's of Command.</summary>
    public const string Cohere = "cohere";

    /// <summary>xAI's of Grok.</summary>
    public const string Grok = "grok";

    /// <summary>Amazon's of Nova.</summary>
    public const string Nova = "nova";
}
