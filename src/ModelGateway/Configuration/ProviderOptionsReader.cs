using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>Reads a provider's section: its settings, those that only its type has, and its models.</summary>
internal sealed class ProviderOptionsReader(ProviderTypeRegistry types)
{
    public void Read(SectionReader section, ProviderOptions options)
    {
        options.Type = section.Text(nameof(options.Type)) ?? options.Type;
        options.Endpoint = section.Address(nameof(options.Endpoint)) ?? options.Endpoint;
        options.Api = section.Choice<ProviderApi>(nameof(options.Api)) ?? options.Api;
        options.Region = section.Text(nameof(options.Region)) ?? options.Region;
        options.Project = section.Text(nameof(options.Project)) ?? options.Project;
        foreach ((string header, string value) in section.Pairs(nameof(options.Headers)))
        {
            options.Headers[header] = value;
        }

        section.ReplaceTexts(nameof(options.Keys), options.Keys);
        section.ReadList(
            nameof(options.Models), options.Models, ReadModel,
            static (one, other) => one.Id.Equals(other.Id, StringComparison.OrdinalIgnoreCase));
        options.Timeouts = section.ReadTimeouts()?.Over(options.Timeouts) ?? options.Timeouts;
        options.UseCatalogPrices = section.Flag(nameof(options.UseCatalogPrices)) ?? options.UseCatalogPrices;
        options.PreWarm = section.Flag(nameof(options.PreWarm)) ?? options.PreWarm;
        ReadOwnSettings(section, options);
        section.RefuseUnknown();
    }

    // The settings of a type that is not registered are unknown. They are all taken: the fault to report is that of the type.
    private void ReadOwnSettings(SectionReader section, ProviderOptions options)
    {
        ProviderType? type = types.Find(options.Type);
        foreach (string name in section.FindUnknown(type?.Settings))
        {
            foreach ((string path, string value) in section.Values(name))
            {
                options.Settings[path] = value;
            }
        }
    }

    private static ModelInfo? ReadModel(SectionReader section)
    {
        string? id = section.Text(nameof(ModelInfo.Id));
        ModelInfo info = new()
        {
            Id = id ?? "",
            Pricing = ReadPrice(section),
            ContextWindow = section.Count(nameof(ModelInfo.ContextWindow)),
            MaxOutputTokens = section.Count(nameof(ModelInfo.MaxOutputTokens)),
            CatalogId = section.Text(nameof(ModelInfo.CatalogId)),
            DisplayName = section.Text(nameof(ModelInfo.DisplayName)),
            Aliases = section.Texts(nameof(ModelInfo.Aliases)) ?? [],
            Kind = section.Choice<ModelKind>(nameof(ModelInfo.Kind)) ?? ModelKind.Unknown,
            Capabilities = CapabilityReader.Read(section, nameof(ModelInfo.Capabilities)),
            Rules = ModelRuleReader.Read(section),
            MaxInputTokens = section.Count(nameof(ModelInfo.MaxInputTokens)),
            Tokenizer = section.Text(nameof(ModelInfo.Tokenizer)),
            Dimensions = section.Count(nameof(ModelInfo.Dimensions)),
            Regions = section.Texts(nameof(ModelInfo.Regions)),
            RetentionDays = section.Count(nameof(ModelInfo.RetentionDays)),
            MaxConcurrency = section.Count(nameof(ModelInfo.MaxConcurrency)),
            EmbeddingSpace = section.Text(nameof(ModelInfo.EmbeddingSpace)),
            Lifecycle = CatalogOptionsReader.ReadLifecycle(section.Section(nameof(ModelInfo.Lifecycle))),
        };
        section.RefuseUnknown();
        if (id is null)
        {
            section.Fault(nameof(ModelInfo.Id), "is missing. Set it to the provider's name of the model.");
            return null;
        }

        return info;
    }

    private static ModelPricing? ReadPrice(SectionReader section)
    {
        decimal? input = ReadRate(section, "InputUsdPerMillion");
        decimal? output = ReadRate(section, "OutputUsdPerMillion");
        decimal? read = ReadRate(section, "CacheReadUsdPerMillion");
        decimal? write = ReadRate(section, "CacheWriteUsdPerMillion");
        decimal? write1Hour = ReadRate(section, "CacheWrite1HourUsdPerMillion");
        if (input is { } inputPrice && output is { } outputPrice)
        {
            return ModelPricing.PerMillion(inputPrice, outputPrice, read, write, write1Hour);
        }

        if ((input ?? output ?? read ?? write ?? write1Hour) is not null)
        {
            section.Fault(
                input is null ? "InputUsdPerMillion" : "OutputUsdPerMillion",
                "is missing. A price needs both InputUsdPerMillion and OutputUsdPerMillion.");
        }

        return null;
    }

    private static decimal? ReadRate(SectionReader section, string name)
    {
        decimal? rate = section.Amount(name);
        if (rate < 0)
        {
            section.Fault(name, "is negative. Set it to US dollars per million tokens, 0 or more.");
            return 0;
        }

        return rate;
    }
}
