using System.Text.Json;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>vLLM (https://docs.vllm.ai). Old versions refuse fields that they do not know.</summary>
internal static class VLLMProvider
{
    public static readonly ChatDialect Dialect = new("vLLM", "vllm")
    {
        Features = ChatFeatures.Usual,
        OutputLimit = ChatDialect.MaxTokens,
        Reasoning = ReasoningForm.Template,
        Efforts = ReasoningEfforts.Three,
        ReasoningReturn = ReasoningReturn.WithToolCalls,
        ReasoningField = JsonEncodedText.Encode("reasoning"),
        ThinkTags = true,
        Embeddings = new EmbeddingDialect(Base64: true),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("http://localhost:8000/v1/"),
        KeyOptional = true,
    };
}
