using System.Text.Json;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Providers;

/// <summary>Groq (https://console.groq.com/docs/openai).</summary>
internal static class GroqProvider
{
    public static readonly ChatDialect Dialect = new("Groq", "groq")
    {
        Features = (ChatFeatures.Usual | ChatFeatures.ServiceTier)
            & ~(ChatFeatures.TopK | ChatFeatures.Names | ChatFeatures.Audio | ChatFeatures.Files),
        Efforts = new ReasoningEfforts("none", "low", "medium", "high", "high"),
        ThinkTags = true,
        MostStopSequences = 4,
        TakesCommonMediaAlone = true,
        WebSearch = WebSearchForm.Tool,
        CodeInterpreter = true,
        ExecutedTools = true,
        RequestLimitPeriod = QuotaPeriod.Day,
        UsageWrapper = JsonEncodedText.Encode("x_groq"),
    };

    public static readonly HttpProviderDefinition Definition = new(static _ => new OpenAIChatProtocol(Dialect))
    {
        DefaultEndpoint = new Uri("https://api.groq.com/openai/v1/"),
        KeyVariables = ["GROQ_API_KEY"],
    };
}
