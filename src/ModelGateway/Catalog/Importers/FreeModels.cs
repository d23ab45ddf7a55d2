using System.Text.Json;

namespace ModelGateway.Catalog.Importers;

/// <summary>Lists write 0 where they know no price, as they do where there is none.</summary>
internal static class FreeModels
{
    public const string Reason = "0: the provider takes money, so that the price is not said";

    /// <summary>Whether a model costs nothing, as it runs on one's own hardware or says so in its name.</summary>
    public static bool IsFree(string provider, string id) =>
        provider is "ollama" or "hosted-vllm" or "vllm" or "lm-studio" or "llamafile" or "llama-server" or "docker-model-runner" or "xinference" or "oobabooga" or "triton"
        || id.EndsWith(":free", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether all prices are 0, and there is one at all.</summary>
    public static bool AllZero(IEnumerable<ImportValue> prices)
    {
        bool any = false;
        foreach (ImportValue price in prices)
        {
            if (price.IsNull)
            {
                continue;
            }

            if (price.Element.ValueKind != JsonValueKind.Number || price.Number() != 0)
            {
                return false;
            }

            any = true;
        }

        return any;
    }
}
