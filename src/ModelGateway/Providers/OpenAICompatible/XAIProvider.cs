using System.Text.Json;
using ModelGateway.Providers.OpenAI;

namespace ModelGateway.Providers.OpenAICompatible;

/// <summary>xAI (https://docs.x.ai). It counts reasoning beside the completion.</summary>
internal static class XAIProvider
{
    public static readonly ChatDialect Dialect = new("xAI", "x_ai")
    {
        Features = ChatFeatures.Usual & ~(ChatFeatures.TopK | ChatFeatures.Audio | ChatFeatures.Files),
        Efforts = new ReasoningEfforts("none", "low", "medium", "high", "high"),
        KeptFields = [JsonEncodedText.Encode("citations")],
    };

    public static readonly ProviderType Type = new("XAI", static options => options.Api == ProviderApi.Responses
        ? throw new NotSupportedException("xAI's Responses are not spoken yet.")
        : new OpenAIAdapter(Dialect))
    {
        DefaultEndpoint = new Uri("https://api.x.ai/v1/"),
        KeyVariables = ["XAI_API_KEY"],
        HasResponses = true,
    };
}
