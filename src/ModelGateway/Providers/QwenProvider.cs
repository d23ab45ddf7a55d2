using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>
/// Qwen on Alibaba Cloud's Model Studio (https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope). It
/// ignores fields that it does not know, so they are not sent.
/// </summary>
internal static class QwenProvider
{
    public static readonly ChatDialect Dialect = new("Qwen", "alibaba_cloud")
    {
        Features = (ChatFeatures.Usual | ChatFeatures.ContentBesideCalls) & ~(ChatFeatures.RequiredTool | ChatFeatures.Names
            | ChatFeatures.Files),
        OutputLimit = ChatDialect.MaxTokens,
        Reasoning = ReasoningForm.Budget,
        WebSearch = WebSearchForm.Flag,
        Embeddings = new EmbeddingDialect(MaxInputs: 10),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("https://dashscope-intl.aliyuncs.com/compatible-mode/v1/"),
        KeyVariables = ["DASHSCOPE_API_KEY"],
        IsVendorAddress = IsDashScope,
    };

    // Each region has a host, some of them (and private networks) below these. Other hosts below aliyuncs.com belong to customers.
    private static bool IsDashScope(Uri endpoint) =>
        endpoint.Scheme == Uri.UriSchemeHttps && endpoint.IsDefaultPort
        && endpoint.Host.ToLowerInvariant().Split('.') is [.., var service, "aliyuncs", "com"] labels
        && labels.Length <= 4
        && service is "dashscope" or "dashscope-intl" or "dashscope-us";
}
