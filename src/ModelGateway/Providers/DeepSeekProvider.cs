using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>
/// DeepSeek (https://api-docs.deepseek.com). Its models read text only. They think unless told otherwise; while they think they refuse a
/// forced tool, and they require their reasoning back in the same history.
/// </summary>
internal static class DeepSeekProvider
{
    public static readonly ChatDialect Dialect = new("DeepSeek", "deepseek")
    {
        Features = (ChatFeatures.Usual | ChatFeatures.ContentBesideCalls)
            & ~(ChatFeatures.Seed | ChatFeatures.TopK | ChatFeatures.Strict | ChatFeatures.JsonSchema
                | ChatFeatures.Images | ChatFeatures.Audio | ChatFeatures.Files),
        OutputLimit = ChatDialect.MaxTokens,
        Reasoning = ReasoningForm.Thinking,
        Efforts = new ReasoningEfforts(null, "low", "medium", "high", "max"),
        ThinkingRefusesForcedTools = true,
        MostStopSequences = 16,
        ReasoningReturn = ReasoningReturn.Always,
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("https://api.deepseek.com/"),
        KeyVariables = ["DEEPSEEK_API_KEY"],
    };
}
