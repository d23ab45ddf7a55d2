using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Configuration;

/// <summary>Checks what the application configures of a model.</summary>
internal sealed class ModelCheck(DeploymentModels models, OptionFaults faults)
{
    /// <param name="prefix">Precedes the names of the model's settings in faults.</param>
    /// <param name="provider">The catalog's name of its provider; null where there is none.</param>
    /// <param name="model">The configured model.</param>
    public void Check(string prefix, string? provider, ModelInfo model)
    {
        if (string.IsNullOrWhiteSpace(model.Id))
        {
            faults.Add($"{prefix}Id is empty. Set it to the provider's name of the model.");
        }

        CheckPrice(prefix, model);
        CheckFields(prefix, model);
        CheckContradictions(prefix, model);
        new ModelRuleCheck(faults).Check(prefix, model.Rules);
        CheckCatalogId($"{prefix}CatalogId", provider, model);
    }

    private void CheckFields(string prefix, ModelInfo model)
    {
        faults.CheckAtLeast($"{prefix}ContextWindow", model.ContextWindow, 1);
        faults.CheckAtLeast($"{prefix}MaxInputTokens", model.MaxInputTokens, 1);
        faults.CheckAtLeast($"{prefix}MaxOutputTokens", model.MaxOutputTokens, 1);
        faults.CheckAtLeast($"{prefix}MaxConcurrency", model.MaxConcurrency, 1);
        faults.CheckAtLeast($"{prefix}Dimensions", model.Dimensions, 1);
        faults.CheckAtLeast($"{prefix}RetentionDays", model.RetentionDays, 0);
        faults.CheckTexts($"{prefix}Aliases", model.Aliases);
        faults.CheckTexts($"{prefix}Regions", model.Regions);
        faults.CheckText($"{prefix}Tokenizer", model.Tokenizer);
        faults.CheckText($"{prefix}EmbeddingSpace", model.EmbeddingSpace);
    }

    private void CheckContradictions(string prefix, ModelInfo model)
    {
        if (model.MaxInputTokens > model.ContextWindow)
        {
            faults.Add(
                $"{prefix}MaxInputTokens is {model.MaxInputTokens}, more than ContextWindow, which is input and output together. "
                + "Lower it, or leave it out.");
        }

        if (!Enum.IsDefined(model.Kind))
        {
            faults.Add($"{prefix}Kind is {model.Kind}. Set it to one of {string.Join(", ", Enum.GetNames<ModelKind>())}.");
        }

        if (model.RetentionDays > 0 && model.Capabilities[Capability.ZeroRetention] == CapabilitySupport.Yes)
        {
            faults.Add($"{prefix}RetentionDays is {model.RetentionDays}, but Capabilities has zero-retention. Keep one of them.");
        }
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
            faults.Add(
                $"{setting} is '{id}', but the catalog does not know this provider. Write another's with its model, such as openai/gpt-5-mini."
                + NearestNames.Suggest(slash > 0 ? id[..slash] : id, catalog.Providers));
            return;
        }

        IEnumerable<string> known = owner is null ? catalog.Names(provider!) : catalog.Names(owner).Select(name => $"{owner}/{name}");
        faults.Add(
            $"{setting} is '{id}', which the catalog does not know. Correct it, or remove it and say what is known of the model here."
            + NearestNames.Suggest(id, known));
    }

    private void CheckPrice(string prefix, ModelInfo model)
    {
        if (model.Pricing is { } pricing && PricingCheck.FindFault(pricing) is { } fault)
        {
            faults.Add($"{prefix}Pricing {fault}");
        }
    }
}
