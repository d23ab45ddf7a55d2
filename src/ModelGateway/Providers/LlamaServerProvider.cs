using System.Text.Json;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>llama.cpp's server (https://github.com/ggml-org/llama.cpp/tree/master/tools/server).</summary>
internal static class LlamaServerProvider
{
    public static readonly ChatDialect Dialect = new("llama-server", "llama_cpp")
    {
        Features = ChatFeatures.Usual & ~(ChatFeatures.NamedTool | ChatFeatures.Strict | ChatFeatures.Files),
        OutputLimit = ChatDialect.MaxTokens,
        Reasoning = ReasoningForm.Template,
        Efforts = ReasoningEfforts.Three,
        ReasoningReturn = ReasoningReturn.WithToolCalls,
        ThinkTags = true,
        KeptFields = [JsonEncodedText.Encode("timings")],
        Embeddings = new EmbeddingDialect(Base64: true, Dimensions: false),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("http://localhost:8080/v1/"),
        KeyOptional = true,
    };
}
