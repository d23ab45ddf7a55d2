using System.Globalization;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// The parts of the name of one of LiteLLM's prices: the unit, followed in any combination and order by the service tier (<c>_batches</c>,
/// <c>_flex</c>, <c>_priority</c>), the size of the request (<c>_above_200k_tokens</c>), the lifetime of cached tokens (<c>_above_1hr</c>)
/// and the length of a video (<c>_above_8s_interval</c>). LiteLLM adds new combinations every month.
/// </summary>
/// <param name="Base">The name of the unit.</param>
/// <param name="ServiceTier">The service tier; null for the standard one.</param>
/// <param name="Above">The number of input tokens that a request must exceed; 0 for any request.</param>
/// <param name="OneHour">Whether the price is for tokens cached for one hour.</param>
/// <param name="Seconds">The seconds that a video must exceed; 0 for any.</param>
internal readonly record struct LiteLLMPriceField(string Base, string? ServiceTier, long Above, bool OneHour, int Seconds)
{
    private static readonly (string Suffix, string Tier)[] Tiers =
        [("_batches", "batch"), ("_batch", "batch"), ("_flex", "flex"), ("_priority", "priority")];

    public static bool TryParse(string name, out LiteLLMPriceField field)
    {
        field = new LiteLLMPriceField(name, null, 0, false, 0);
        while (true)
        {
            string rest = field.Base;
            (string suffix, string tier) = Array.Find(Tiers, known => rest.EndsWith(known.Suffix, StringComparison.Ordinal));
            if (suffix is not null)
            {
                if (field.ServiceTier is not null)
                {
                    return false;
                }

                field = field with { Base = field.Base[..^suffix.Length], ServiceTier = tier };
                continue;
            }

            int above = field.Base.LastIndexOf("_above_", StringComparison.Ordinal);
            if (above < 0)
            {
                return true;
            }

            if (!TryTake(field.Base.AsSpan(above + "_above_".Length), field with { Base = field.Base[..above] }, out field))
            {
                return false;
            }
        }
    }

    private static bool TryTake(ReadOnlySpan<char> condition, LiteLLMPriceField rest, out LiteLLMPriceField field)
    {
        field = rest;
        if (condition is "1hr" && !rest.OneHour)
        {
            field = rest with { OneHour = true };
            return true;
        }

        if (condition.EndsWith("s_interval", StringComparison.Ordinal))
        {
            bool valid = TryNumber(condition[..^"s_interval".Length], 1, out long seconds) && rest.Seconds == 0;
            field = rest with { Seconds = (int)seconds };
            return valid;
        }

        if (!condition.EndsWith("_tokens", StringComparison.Ordinal) || rest.Above != 0)
        {
            return false;
        }

        condition = condition[..^"_tokens".Length];
        long unit = condition switch { [.., 'k'] => 1_000, [.., 'm'] => 1_000_000, _ => 1 };
        bool counted = TryNumber(unit == 1 ? condition : condition[..^1], unit, out long tokens);
        field = rest with { Above = tokens };
        return counted;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, long unit, out long number)
    {
        bool valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0 && number <= CatalogLimits.Tokens / unit;
        number = valid ? number * unit : 0;
        return valid;
    }
}
