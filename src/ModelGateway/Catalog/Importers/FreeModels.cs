namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Tells models that cost nothing from models without a known price. Price lists write 0 for both.
/// </summary>
internal static class FreeModels
{
    public const string Reason = "0: the provider takes money, so that the price is not said";

    /// <summary>Whether a model costs nothing, because it is self-hosted or its name says so.</summary>
    public static bool IsFree(string provider, string id) =>
        provider is "ollama" or "hosted-vllm" or "vllm" or "lm-studio" or "llamafile" or "llama-server" or "docker-model-runner"
            or "xinference" or "oobabooga" or "triton"
        || id.EndsWith(":free", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether there are prices, and all of them are 0.</summary>
    public static bool AllZero(IEnumerable<ImportValue> prices)
    {
        bool any = false;
        foreach (ImportValue price in prices)
        {
            if (price.IsNull)
            {
                continue;
            }

            if (!price.IsNumber || price.Number() != 0)
            {
                return false;
            }

            any = true;
        }

        return any;
    }
}
