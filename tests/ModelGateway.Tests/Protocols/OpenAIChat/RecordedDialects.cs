using ModelGateway.Protocols;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>Which dialect the recordings of a provider are read in.</summary>
internal static class RecordedDialects
{
    public static IProtocol Adapter(string provider)
    {
        string type = provider switch
        {
            "openai" => "OpenAI",
            "deepseek" => "DeepSeek",
            "groq" => "Groq",
            "openrouter" => "OpenRouter",
            "llamacpp" => "LlamaServer",
            "perplexity" => "Perplexity",
            _ => "OpenAICompatible",
        };
        return ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions { Type = type });
    }

    /// <summary>The text after thoughts in tags, where a server did not part the two.</summary>
    public static string WithoutThoughts(string? text)
    {
        if (text?.StartsWith("<think>", StringComparison.Ordinal) is not true)
        {
            return text ?? "";
        }

        int end = text.IndexOf("</think>", StringComparison.Ordinal);
        return end < 0 ? "" : text[(end + "</think>".Length)..].TrimStart('\n');
    }
}
