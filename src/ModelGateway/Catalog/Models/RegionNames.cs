namespace ModelGateway.Catalog.Models;

/// <summary>
/// Which regions lie in what is asked for. A promise of where data stays must hold for certain: a deployment has it only where all of its
/// regions do.
/// </summary>
internal static class RegionNames
{
    // London and Zürich are named as the vendors' European regions are, and lie outside the union.
    private static readonly string[] OutsideUnion = ["eu-west-2", "eu-central-2", "europe-west2", "europe-west6"];

    /// <summary>The regions that a deployment is served from; null where they are unknown.</summary>
    /// <param name="model">What is known of the model.</param>
    /// <param name="configured">The provider's region; null where it has none.</param>
    public static IReadOnlyList<string>? Of(ModelInfo model, string? configured)
    {
        if (string.IsNullOrWhiteSpace(configured))
        {
            return model.Regions;
        }

        // Bedrock's profiles route within an area, or anywhere, wherever the request arrives.
        int dot = model.Id.IndexOf('.');
        return dot > 0 && model.Id[..dot] is "us" or "eu" or "apac" or "jp" or "au" or "ca" or "us-gov" or "global" ? [model.Id[..model.Id.IndexOf('.')]] : [configured];
    }

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

        bool isPart = region.Length > asked.Length && region[asked.Length] == '-' && region.StartsWith(asked, StringComparison.OrdinalIgnoreCase);
        return asked != "eu"
            ? isPart
            : (isPart || region.StartsWith("europe-", StringComparison.OrdinalIgnoreCase)) && !OutsideUnion.Contains(region, StringComparer.OrdinalIgnoreCase);
    }
}
