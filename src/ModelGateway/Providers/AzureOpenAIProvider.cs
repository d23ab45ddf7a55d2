using System.Text.Json;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

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

    // Of the public cloud, that of the US government and China's; every resource is a host below.
    private static IEnumerable<string> Domains =>
        from cloud in (string[])["com", "us", "cn"]
        from service in (string[])["openai", "services.ai", "cognitiveservices"]
        select $".{service}.azure.{cloud}";

    private static IProtocol Create(ProviderOptions options)
    {
        OpenAIChatProtocol chat = new(Dialect);
        return options.Api != ProviderApi.Responses ? chat : new ResponsesProtocol(new ResponsesSettings(Dialect.TelemetryName)
        {
            Service = "Azure OpenAI Responses",
            KeyHeader = Dialect.KeyHeader,
            Obfuscates = true,
            Embeddings = chat.Embeddings,
            ModelList = chat.ModelList,
        });
    }

    private static bool IsAzure(Uri endpoint) =>
        endpoint.Scheme == Uri.UriSchemeHttps && endpoint.IsDefaultPort
        && Domains.Any(domain => endpoint.Host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));

    // A resource's address, as the portal shows it, is not yet the interface's.
    private static Uri Complete(Uri endpoint) => endpoint.IsAbsoluteUri && endpoint.AbsolutePath == "/" ? new Uri(endpoint, "openai/v1/") : endpoint;
}
