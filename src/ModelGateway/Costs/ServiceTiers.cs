namespace ModelGateway.Costs;

/// <summary>The classes of service as prices tell them apart.</summary>
internal static class ServiceTiers
{
    // The words of OpenAI, Anthropic, Google, Amazon and Groq for what everybody gets, or leaves to the provider.
    private static readonly string[] Standard = ["default", "auto", "standard", "standard_only", "on_demand"];

    /// <summary>The tier by which prices are looked up; null for the standard one, in whatever word.</summary>
    public static string? Priced(string? tier)
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
