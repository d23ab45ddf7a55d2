using System.Text.Json;
using ModelGateway.Providers.OpenAI;
using ModelGateway.Providers.OpenAIResponses;

namespace ModelGateway.Providers.AzureOpenAI;

/// <summary>
/// Azure OpenAI and Microsoft Foundry, by their version-less address <c>openai/v1/</c>
/// (https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle). Keys go by <c>api-key</c>, Entra ID's tokens as bearer.
/// </summary>
internal static class AzureOpenAIProvider
{
    public static readonly ChatDialect Dialect = ChatDialect.OpenAI with
    {
        Name = "Azure OpenAI",
        TelemetryName = "azure.ai.openai",
        Protocol = "azure-openai-chat",
        Service = "Azure OpenAI Chat Completions",
        KeyHeader = "api-key",
        Features = ChatFeatures.OpenAI & ~ChatFeatures.Obfuscation,
        WebSearch = WebSearchForm.None,
        HasModelTraps = false, // A deployment's name says nothing of its model.
        KeptFields = [JsonEncodedText.Encode("prompt_filter_results")],
    };

    public static readonly ProviderType Type = new("AzureOpenAI", Create)
    {
        HasResponses = true,
        KeyVariables = ["AZURE_OPENAI_API_KEY"],
        IsVendorAddress = IsAzure,
        CompleteEndpoint = Complete,
    };

    private static IProviderAdapter Create(ProviderOptions options)
    {
        OpenAIAdapter chat = new(Dialect);
        return options.Api != ProviderApi.Responses ? chat : new ResponsesAdapter(new ResponsesSettings(Dialect.TelemetryName)
        {
            Service = "Azure OpenAI Responses",
            KeyHeader = Dialect.KeyHeader,
            Obfuscates = true,
            Embeddings = chat.Embeddings,
            ModelList = chat.ModelList,
        });
    }

    private static bool IsAzure(Uri endpoint) =>
        endpoint.Scheme == Uri.UriSchemeHttps
        && (endpoint.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase)
            || endpoint.Host.EndsWith(".services.ai.azure.com", StringComparison.OrdinalIgnoreCase)
            || endpoint.Host.EndsWith(".cognitiveservices.azure.com", StringComparison.OrdinalIgnoreCase));

    // A resource's address, as the portal shows it, is not yet the interface's.
    private static Uri Complete(Uri endpoint) => endpoint.IsAbsoluteUri && endpoint.AbsolutePath == "/" ? new Uri(endpoint, "openai/v1/") : endpoint;
}
