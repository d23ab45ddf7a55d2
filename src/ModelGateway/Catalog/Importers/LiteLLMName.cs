using System.Text.RegularExpressions;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// The parts of one of LiteLLM's keys: a model at a provider, possibly in a region. Keys are <c>bedrock/us-east-1/…</c>, <c>azure/eu/…</c>,
/// <c>vertex_ai/…</c>, or only the model.
/// </summary>
/// <param name="Provider">The catalog's name of the provider.</param>
/// <param name="Id">The provider's name of the model.</param>
/// <param name="Region">The region of the entry; null where it is for all regions.</param>
/// <param name="Explicit">Whether the key contains the provider.</param>
/// <param name="Skip">Why the entry is not a model; null where it is one.</param>
internal sealed partial record LiteLLMName(string Provider, string Id, string? Region, bool Explicit, string? Skip)
{
    // Prefixes of Bedrock's inference profiles: the area in which a request is processed.
    private static readonly string[] Areas = ["us", "eu", "apac", "jp", "au", "global", "us-gov", "ca"];

    /// <summary>The area in a Bedrock id such as <c>eu.anthropic.…</c>; null where there is none.</summary>
    public string? Area =>
        Provider == "bedrock" ? Array.Find(Areas, area => Id.StartsWith(area + ".", StringComparison.Ordinal)) : null;

    public static LiteLLMName Parse(string key, string litellmProvider, string? mode)
    {
        string provider = ImportProviders.LiteLLM(litellmProvider);
        string[] segments = key.Split('/');
        bool isExplicit = segments.Length > 1 && IsPrefix(segments[0], litellmProvider);
        int at = isExplicit ? 1 : 0;
        string? region = provider is "bedrock" or "azure-openai" or "azure-ai-foundry" ? ReadRegion(segments, ref at) : null;

        string id = string.Join('/', segments[at..]);
        return new LiteLLMName(provider, id, region, isExplicit, WhySkipped(key, id, segments[at..], mode));
    }

    private static string? ReadRegion(string[] segments, ref int at)
    {
        int last = segments.Length - 1;
        if (at < last && segments[at] == "invoke")
        {
            at++;
        }

        return at < last && RegionName().IsMatch(segments[at])
            ? segments[at++].Replace("-standard", "", StringComparison.Ordinal)
            : null;
    }

    private static string? WhySkipped(string key, string id, string[] segments, string? mode) =>
        segments.Any(static segment => segment.EndsWith("-month-commitment", StringComparison.Ordinal))
            ? "hire of capacity by the month, not a price of requests"
        : mode == "image_generation" && segments.Length > 1 && ImageSize().IsMatch(segments[0])
            ? "the price of one size and quality of an image model, which has no unit of ours"
        : SizeClass().IsMatch(key) ? "a class of models by size, not a model"
        : !CatalogText.IsName(id) ? "a name that no provider would take"
        : null;

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
