namespace ModelGateway.Costs;

/// <summary>The service tiers for which providers have different prices.</summary>
internal static class ServiceTiers
{
    // The words of OpenAI, Anthropic, Google, Amazon and Groq for their standard tier, or for leaving the choice to the provider.
    private static readonly string[] Standard = ["default", "auto", "standard", "standard_only", "on_demand"];

    /// <summary>Returns the tier by which prices are looked up; null for the standard tier in any spelling.</summary>
    public static string? Normalize(string? tier)
    {
        if (string.IsNullOrEmpty(tier))
        {
            return null;
        }

        foreach (string word in Standard)
        {
            if (word.Equals(tier, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return tier;
    }
}
