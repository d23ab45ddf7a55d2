namespace ModelGateway.Catalog.Models;

/// <summary>
/// Decides whether regions lie within a requested area. Data residency must be certain, so all regions of a deployment must lie within it.
/// </summary>
internal static class RegionNames
{
    // London and Zürich have names like European regions, but are outside the European Union.
    private static readonly string[] OutsideUnion = ["eu-west-2", "eu-central-2", "europe-west2", "europe-west6"];

    /// <summary>The regions that a deployment is served from; null where they are unknown.</summary>
    /// <param name="model">The model.</param>
    /// <param name="configured">The configured region of the provider; null where there is none.</param>
    public static IReadOnlyList<string>? For(ModelInfo model, string? configured)
    {
        if (string.IsNullOrWhiteSpace(configured))
        {
            return model.Regions;
        }

        // Bedrock's inference profiles process a request in any region of their area, which is the prefix of the model's name.
        int dot = model.Id.IndexOf('.');
        return dot > 0 && model.Id[..dot] is "us" or "eu" or "apac" or "jp" or "au" or "ca" or "us-gov" or "global"
            ? [model.Id[..model.Id.IndexOf('.')]]
            : [configured];
    }

    /// <summary>Whether there are regions, and all of them lie within an area or region.</summary>
    public static bool AllLieIn(IReadOnlyList<string> regions, string asked)
    {
        for (int i = 0; i < regions.Count; i++)
        {
            if (!LiesIn(regions[i], asked))
            {
                return false;
            }
        }

        return regions.Count > 0;
    }

    private static bool LiesIn(string region, string asked)
    {
        if (region.Equals(asked, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        bool isPart = region.Length > asked.Length && region[asked.Length] == '-'
            && region.StartsWith(asked, StringComparison.OrdinalIgnoreCase);
        return asked != "eu"
            ? isPart
            : (isPart || region.StartsWith("europe-", StringComparison.OrdinalIgnoreCase))
                && !OutsideUnion.Contains(region, StringComparer.OrdinalIgnoreCase);
    }
}
