using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Configuration;

/// <summary>Checks what the application says of a model.</summary>
internal sealed class ModelCheck(DeploymentModels models, List<string> faults)
{
    /// <param name="prefix">What goes before the names of the model's settings.</param>
    /// <param name="provider">The catalog's name of its provider; null where there is none.</param>
    /// <param name="model">What is said.</param>
    public void Check(string prefix, string? provider, ModelInfo model)
    {
        if (string.IsNullOrWhiteSpace(model.Id))
        {
            faults.Add($"{prefix}Id is empty. Set it to the provider's name of the model.");
        }

        CheckPrice(prefix, model);
        CheckCount($"{prefix}ContextWindow", model.ContextWindow, 1);
        CheckCount($"{prefix}MaxInputTokens", model.MaxInputTokens, 1);
        CheckCount($"{prefix}MaxOutputTokens", model.MaxOutputTokens, 1);
        CheckCount($"{prefix}MaxConcurrency", model.MaxConcurrency, 1);
        CheckCount($"{prefix}Dimensions", model.Dimensions, 1);
        CheckCount($"{prefix}RetentionDays", model.RetentionDays, 0);
        CheckTexts($"{prefix}Aliases", model.Aliases);
        CheckTexts($"{prefix}Regions", model.Regions);
        CheckText($"{prefix}Tokenizer", model.Tokenizer);
        CheckText($"{prefix}EmbeddingSpace", model.EmbeddingSpace);
        if (model.MaxInputTokens > model.ContextWindow)
        {
            faults.Add($"{prefix}MaxInputTokens is {model.MaxInputTokens}, more than ContextWindow, which is input and output together. Lower it, or leave it out.");
        }

        if (!Enum.IsDefined(model.Kind))
        {
            faults.Add($"{prefix}Kind is {model.Kind}. Set it to one of {string.Join(", ", Enum.GetNames<ModelKind>())}.");
        }

        if (model.RetentionDays > 0 && model.Capabilities[Capability.ZeroRetention] == CapabilitySupport.Yes)
        {
            faults.Add($"{prefix}RetentionDays is {model.RetentionDays}, but Capabilities has zero-retention. Keep one of them.");
        }

        CheckCatalogId($"{prefix}CatalogId", provider, model);
    }

    private void CheckCatalogId(string setting, string? provider, ModelInfo model)
    {
        if (model.CatalogId is not { } id || !models.IsWhole || models.FindEntry(provider, model) is not null)
        {
            return;
        }

        ModelCatalog catalog = models.Catalog;
        int slash = id.IndexOf('/');
        string? owner = slash > 0 && catalog.Header(id[..slash]) is not null ? id[..slash] : null;
        if (owner is null && provider is null)
        {
            faults.Add($"{setting} is '{id}', but the catalog does not know this provider. Write another's with its model, such as openai/gpt-5-mini.{Suggest(slash > 0 ? id[..slash] : id, catalog.Providers)}");
            return;
        }

        IEnumerable<string> known = owner is null ? catalog.Names(provider!) : catalog.Names(owner).Select(name => $"{owner}/{name}");
        faults.Add($"{setting} is '{id}', which the catalog does not know. Correct it, or remove it and say what is known of the model here.{Suggest(id, known)}");
    }

    private void CheckPrice(string prefix, ModelInfo model)
    {
        if (model.Pricing is { } pricing && PricingCheck.FindFault(pricing) is { } fault)
        {
            faults.Add($"{prefix}Pricing {fault}");
        }
    }

    private void CheckCount(string setting, int? value, int least)
    {
        if (value < least)
        {
            faults.Add($"{setting} is {value}. Set it to at least {least}.");
        }
    }

    private void CheckText(string setting, string? value)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
        {
            faults.Add($"{setting} is empty. Set it, or leave it out.");
        }
    }

    private void CheckTexts(string setting, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }

        if (values.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add($"{setting} has an empty text. Remove it.");
        }

        if (values.Distinct(StringComparer.OrdinalIgnoreCase).Count() != values.Count)
        {
            faults.Add($"{setting} has a text twice. List each once.");
        }
    }

    private static string Suggest(string name, IEnumerable<string> known) => NearestNames.DidYouMean(NearestNames.Find(name, known));
}
