using System.Text.Json;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;

namespace ModelGateway.Providers;

/// <summary>
/// Azure OpenAI and Microsoft Foundry, at their address without a version, <c>openai/v1/</c>
/// (https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle). Keys are sent as <c>api-key</c>, Entra ID's tokens as
/// bearer.
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
        HasModelTraps = false, // The name of a deployment does not tell its model.
        KeptFields = [JsonEncodedText.Encode("prompt_filter_results")],
        KeptChoiceFields = [JsonEncodedText.Encode("content_filter_results")],
    };

    private static readonly OpenAIChatProtocol Chat = new(Dialect);

    private static readonly ResponsesSettings Responses = new(Dialect.TelemetryName)
    {
        Service = "Azure OpenAI Responses",
        KeyHeader = Dialect.KeyHeader,
        Obfuscates = true,
        Embeddings = Chat.Embeddings,
        ModelList = Chat.ModelList,
    };

    public static readonly HttpProviderDefinition Definition = new(static options =>
        options.Api != ProviderApi.Responses ? Chat : new ResponsesProtocol(Responses))
    {
        HasResponses = true,
        KeyVariables = ["AZURE_OPENAI_API_KEY"],
        IsVendorAddress = IsAzure,
        UsualPath = "/openai/v1/",
        CompleteEndpoint = Complete,
    };

    // The public cloud, the US government's and China's. Every resource is a host below one of these domains.
    private static IEnumerable<string> Domains =>
        from cloud in (string[])["com", "us", "cn"]
        from service in (string[])["openai", "services.ai", "cognitiveservices"]
        select $".{service}.azure.{cloud}";

    private static bool IsAzure(Uri endpoint) =>
        endpoint.Scheme == Uri.UriSchemeHttps && endpoint.IsDefaultPort
        && Domains.Any(domain => endpoint.Host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));

    // The portal shows the address of the resource, to which the path of the interface is added.
    private static Uri Complete(Uri endpoint) =>
        endpoint.IsAbsoluteUri && endpoint.AbsolutePath == "/" ? new Uri(endpoint, "openai/v1/") : endpoint;
}
