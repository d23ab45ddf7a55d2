using Microsoft.Extensions.Configuration;

namespace ModelGateway.Configuration;

/// <summary>Reads a configuration section over options that code may have set before.</summary>
internal static class GatewayConfigurationReader
{
    /// <exception cref="GatewayConfigurationException">Settings are unknown or malformed; every one is named.</exception>
    public static void Read(IConfiguration configuration, ModelGatewayOptions options)
    {
        List<string> faults = [];
        string path = (configuration as IConfigurationSection)?.Path ?? "ModelGateway";
        SectionReader section = new(configuration, path, faults);
        foreach ((string name, SectionReader provider) in section.Sections(nameof(options.Providers)))
        {
            ReadProvider(provider, GetOrAdd(options.Providers, name));
        }

        foreach ((string name, SectionReader route) in section.Sections(nameof(options.Routes)))
        {
            ReadRoute(route, GetOrAdd(options.Routes, name));
        }

        int before = options.Budgets.Count;
        foreach ((_, SectionReader budget) in section.Sections(nameof(options.Budgets)))
        {
            SetBudget(options.Budgets, before, ReadBudget(budget));
        }

        options.DefaultRoute = section.Text(nameof(options.DefaultRoute)) ?? options.DefaultRoute;
        options.DefaultEmbeddingRoute = section.Text(nameof(options.DefaultEmbeddingRoute)) ?? options.DefaultEmbeddingRoute;
        options.Timeouts = ReadTimeouts(section)?.Over(options.Timeouts) ?? options.Timeouts;
        CatalogOptionsReader.Read(section.Section(nameof(options.Catalog)), options.Catalog);
        options.Breaker = ReadBreaker(section.Section(nameof(options.Breaker)), options.Breaker);
        options.DefaultMaxOutputTokens = section.Count(nameof(options.DefaultMaxOutputTokens)) ?? options.DefaultMaxOutputTokens;
        options.QueueLimit = section.Count(nameof(options.QueueLimit)) ?? options.QueueLimit;
        options.QueueTimeout = section.Duration(nameof(options.QueueTimeout)) ?? options.QueueTimeout;
        options.StreamUpstream = section.Flag(nameof(options.StreamUpstream)) ?? options.StreamUpstream;
        options.EnableSensitiveData = section.Flag(nameof(options.EnableSensitiveData)) ?? options.EnableSensitiveData;
        section.RefuseUnknown();
        if (faults.Count > 0)
        {
            throw new GatewayConfigurationException(faults);
        }
    }

    private static void ReadProvider(SectionReader section, ProviderOptions options)
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

        Replace(options.Keys, section.Texts(nameof(options.Keys)));
        int before = options.Models.Count;
        foreach ((_, SectionReader model) in section.Sections(nameof(options.Models)))
        {
            if (ReadModel(model) is { } info)
            {
                SetModel(options.Models, before, info);
            }
        }

        options.Timeouts = ReadTimeouts(section)?.Over(options.Timeouts) ?? options.Timeouts;
        options.PreWarm = section.Flag(nameof(options.PreWarm)) ?? options.PreWarm;
        section.RefuseUnknown();
    }

    private static void ReadRoute(SectionReader section, GatewayRouteOptions options)
    {
        Replace(options.To, section.Texts(nameof(options.To)));
        ReadNegotiation(section, options);
        options.UseSuccessors = section.Flag(nameof(options.UseSuccessors)) ?? options.UseSuccessors;
        options.Policy = section.Text(nameof(options.Policy)) ?? options.Policy;
        options.Timeouts = ReadTimeouts(section)?.Over(options.Timeouts) ?? options.Timeouts;
        options.FailOverBetweenEmbeddingModels = section.Flag(nameof(options.FailOverBetweenEmbeddingModels)) ?? options.FailOverBetweenEmbeddingModels;
        options.FailOverWhenRefused = section.Flag(nameof(options.FailOverWhenRefused)) ?? options.FailOverWhenRefused;
        section.RefuseUnknown();
    }

    private static void ReadNegotiation(SectionReader section, GatewayRouteOptions options)
    {
        CapabilityReader.Read(section, nameof(options.Require), options.Require);
        CapabilityReader.Read(section, nameof(options.Prefer), options.Prefer);
        options.Bridges = section.Flags<Bridges>(nameof(options.Bridges)) ?? options.Bridges;
        options.MaxRepairs = section.Count(nameof(options.MaxRepairs)) ?? options.MaxRepairs;
        options.WhenUnknown = section.Choice<UnmetCapabilityBehavior>(nameof(options.WhenUnknown)) ?? options.WhenUnknown;
        options.WhenOptionMissing = section.Choice<UnmetCapabilityBehavior>(nameof(options.WhenOptionMissing)) ?? options.WhenOptionMissing;
    }

    // A limit on the same spending that was set before, in code or by another section, is replaced.
    private static void SetBudget(IList<BudgetOptions> budgets, int before, BudgetOptions budget)
    {
        for (int i = 0; i < before; i++)
        {
            if (budgets[i].Scope == budget.Scope && budgets[i].Per == budget.Per)
            {
                budgets[i] = budget;
                return;
            }
        }

        budgets.Add(budget);
    }

    // A model that was set before, in code or by another section, is replaced.
    private static void SetModel(IList<ModelInfo> models, int before, ModelInfo model)
    {
        for (int i = 0; i < before; i++)
        {
            if (string.Equals(models[i].Id, model.Id, StringComparison.OrdinalIgnoreCase))
            {
                models[i] = model;
                return;
            }
        }

        models.Add(model);
    }

    private static BudgetOptions ReadBudget(SectionReader section)
    {
        BudgetOptions budget = new();
        budget.Scope = section.Text(nameof(budget.Scope)) ?? budget.Scope;
        budget.Usd = section.Amount(nameof(budget.Usd)) ?? budget.Usd;
        budget.Per = section.Choice<BudgetWindow>(nameof(budget.Per)) ?? budget.Per;
        budget.AllowUnpriced = section.Flag(nameof(budget.AllowUnpriced)) ?? budget.AllowUnpriced;
        section.RefuseUnknown();
        return budget;
    }

    private static ModelInfo? ReadModel(SectionReader section)
    {
        string? id = section.Text(nameof(ModelInfo.Id));
        ModelPricing? price = ReadPrice(section);
        ModelInfo info = new()
        {
            Id = id ?? "",
            Pricing = price,
            ContextWindow = section.Count(nameof(ModelInfo.ContextWindow)),
            MaxOutputTokens = section.Count(nameof(ModelInfo.MaxOutputTokens)),
            CatalogId = section.Text(nameof(ModelInfo.CatalogId)),
            DisplayName = section.Text(nameof(ModelInfo.DisplayName)),
            Aliases = section.Texts(nameof(ModelInfo.Aliases)) ?? [],
            Kind = section.Choice<ModelKind>(nameof(ModelInfo.Kind)) ?? ModelKind.Unknown,
            Capabilities = CapabilityReader.Read(section, nameof(ModelInfo.Capabilities)),
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

    private static GatewayTimeoutOptions? ReadTimeouts(SectionReader parent)
    {
        if (parent.Section("Timeouts") is not { } section)
        {
            return null;
        }

        GatewayTimeoutOptions timeouts = new()
        {
            Connect = section.Duration(nameof(GatewayTimeoutOptions.Connect)),
            FirstToken = section.Duration(nameof(GatewayTimeoutOptions.FirstToken)),
            Idle = section.Duration(nameof(GatewayTimeoutOptions.Idle)),
            Total = section.Duration(nameof(GatewayTimeoutOptions.Total)),
        };
        section.RefuseUnknown();
        return timeouts;
    }

    private static CircuitBreakerOptions ReadBreaker(SectionReader? section, CircuitBreakerOptions current)
    {
        if (section is null)
        {
            return current;
        }

        CircuitBreakerOptions settings = new()
        {
            FailuresToOpen = section.Count(nameof(CircuitBreakerOptions.FailuresToOpen)) ?? current.FailuresToOpen,
            OpenFor = section.Duration(nameof(CircuitBreakerOptions.OpenFor)) ?? current.OpenFor,
            LongestOpen = section.Duration(nameof(CircuitBreakerOptions.LongestOpen)) ?? current.LongestOpen,
        };
        section.RefuseUnknown();
        return settings;
    }

    private static T GetOrAdd<T>(IDictionary<string, T> items, string name)
        where T : new()
    {
        if (!items.TryGetValue(name, out T? item))
        {
            item = new T();
            items.Add(name, item);
        }

        return item;
    }

    private static void Replace(IList<string> target, IReadOnlyList<string>? values)
    {
        if (values is not null)
        {
            target.Clear();
            foreach (string value in values)
            {
                target.Add(value);
            }
        }
    }
}
