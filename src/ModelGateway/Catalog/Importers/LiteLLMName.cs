using System.Text.RegularExpressions;
using ModelGateway.Catalog.Models;
using ModelGateway.Tokens;

namespace ModelGateway.Catalog.Importers;

/// <summary>What one of LiteLLM's keys names: a model at a provider, perhaps in a region. Keys are <c>bedrock/us-east-1/…</c>, <c>azure/eu/…</c>, <c>vertex_ai/…</c>, or no more than the model.</summary>
/// <param name="Provider">The catalog's name of the provider.</param>
/// <param name="Id">The provider's own name of the model.</param>
/// <param name="Region">The region that the entry is of; null where it is of all.</param>
/// <param name="Explicit">Whether the key says the provider.</param>
/// <param name="Skip">Why it is no model; null where it is one.</param>
internal sealed partial record LiteLLMName(string Provider, string Id, string? Region, bool Explicit, string? Skip)
{
    // The model behind such an id is the same, the id is not: the prefix is where requests to it are processed.
    private static readonly string[] Areas = ["us", "eu", "apac", "jp", "au", "global", "us-gov", "ca"];

    /// <summary>The region that a Bedrock id itself says: <c>eu.anthropic.…</c>; null where it says none.</summary>
    public string? Area => Provider == "bedrock" && Array.Find(Areas, area => Id.StartsWith(area + ".", StringComparison.Ordinal)) is { } found ? found : null;

    public static LiteLLMName Parse(string key, string litellmProvider, string? mode)
    {
        string provider = ImportProviders.LiteLLM(litellmProvider);
        string[] segments = key.Split('/');
        bool isExplicit = segments.Length > 1 && IsPrefix(segments[0], litellmProvider);
        int at = isExplicit ? 1 : 0;
        string? region = null;
        if (provider is "bedrock" or "azure-openai" or "azure-ai-foundry")
        {
            if (at < segments.Length - 1 && segments[at] == "invoke")
            {
                at++;
            }

            if (at < segments.Length - 1 && RegionName().IsMatch(segments[at]))
            {
                region = segments[at++].Replace("-standard", "", StringComparison.Ordinal);
            }
        }

        string id = string.Join('/', segments[at..]);
        string? skip =
            segments[at..].Any(static segment => segment.EndsWith("-month-commitment", StringComparison.Ordinal)) ? "hire of capacity by the month, not a price of requests"
            : mode == "image_generation" && segments.Length - at > 1 && ImageSize().IsMatch(segments[at]) ? "the price of one size and quality of an image model, which has no unit of ours"
            : SizeClass().IsMatch(key) ? "a class of models by size, not a model"
            : !CatalogText.IsName(id) ? "a name that no provider would take"
            : null;
        return new LiteLLMName(provider, id, region, isExplicit, skip);
    }

    private static bool IsPrefix(string segment, string provider)
    {
        string prefix = segment.Replace('-', '_');
        string name = provider.Replace('-', '_');
        return name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (name.Length == prefix.Length || name[prefix.Length] == '_');
    }

    [GeneratedRegex("^(us|eu|global|global-standard|\\*|[a-z]{2}(-gov)?-[a-z]+-[0-9])$")]
    private static partial Regex RegionName();

    [GeneratedRegex("^([0-9]+-x-[0-9]+|max-x-max|hd|standard|low|medium|high)$")]
    private static partial Regex ImageSize();

    [GeneratedRegex("^(together-ai|fireworks-ai)-")]
    private static partial Regex SizeClass();
}
