using Microsoft.Extensions.Configuration;
using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>Reads a configuration section over options that code may have set before.</summary>
/// <param name="types">The types of providers that are registered, each of which may have settings that others do not have.</param>
internal sealed class GatewayConfigurationReader(ProviderTypeRegistry types)
{
    /// <summary>
    /// Reads a section. Settings that are unknown or malformed are kept with the options, for the validator to report with all others.
    /// </summary>
    public void Read(IConfiguration configuration, ModelGatewayOptions options)
    {
        SectionReader section = new(configuration, options.Sections.Add(configuration), options.Sections.Faults);
        ProviderOptionsReader providers = new(types);
        foreach ((string name, SectionReader provider) in section.Sections(nameof(options.Providers)))
        {
            // The settings of another vendor's provider are checked, but reach nothing.
            bool mayChange = options.Claims.MayChange($"Providers:{name}", name, provider.Peek(nameof(ProviderOptions.Type)), options);
            providers.Read(provider, mayChange ? GetOrAdd(options.Providers, name) : new ProviderOptions());
        }

        foreach ((string name, SectionReader route) in section.Sections(nameof(options.Routes)))
        {
            ReadRoute(route, GetOrAdd(options.Routes, name));
        }

        section.ReadList(nameof(options.Budgets), options.Budgets, ReadBudget, static (one, other) => one.Scope == other.Scope
            && one.Per == other.Per);
        ReadSettings(section, options);
        section.RefuseUnknown();
    }

    private static void ReadSettings(SectionReader section, ModelGatewayOptions options)
    {
        options.DefaultRoute = section.Text(nameof(options.DefaultRoute)) ?? options.DefaultRoute;
        options.DefaultEmbeddingRoute = section.Text(nameof(options.DefaultEmbeddingRoute)) ?? options.DefaultEmbeddingRoute;
        options.Timeouts = section.ReadTimeouts()?.Over(options.Timeouts) ?? options.Timeouts;
        CatalogOptionsReader.Read(section.Section(nameof(options.Catalog)), options.Catalog);
        options.Breaker = ReadBreaker(section.Section(nameof(options.Breaker)), options.Breaker);
        options.DefaultMaxOutputTokens = section.Count(nameof(options.DefaultMaxOutputTokens)) ?? options.DefaultMaxOutputTokens;
        options.QueueLimit = section.Count(nameof(options.QueueLimit)) ?? options.QueueLimit;
        options.QueueTimeout = section.Duration(nameof(options.QueueTimeout)) ?? options.QueueTimeout;
        options.UserAgent = section.Text(nameof(options.UserAgent)) ?? options.UserAgent;
        options.StreamUpstream = section.Flag(nameof(options.StreamUpstream)) ?? options.StreamUpstream;
        options.MaxAnswerBytes = section.Count(nameof(options.MaxAnswerBytes)) ?? options.MaxAnswerBytes;
        options.MaxUnfinishedEventBytes = section.Count(nameof(options.MaxUnfinishedEventBytes)) ?? options.MaxUnfinishedEventBytes;
        options.EnableSensitiveData = section.Flag(nameof(options.EnableSensitiveData)) ?? options.EnableSensitiveData;
    }

    private static void ReadRoute(SectionReader section, GatewayRouteOptions options)
    {
        section.ReplaceTexts(nameof(options.To), options.To);
        ReadNegotiation(section, options);
        options.UseSuccessors = section.Flag(nameof(options.UseSuccessors)) ?? options.UseSuccessors;
        options.Policy = section.Text(nameof(options.Policy)) ?? options.Policy;
        options.Timeouts = section.ReadTimeouts()?.Over(options.Timeouts) ?? options.Timeouts;
        options.FailOverBetweenEmbeddingModels = section.Flag(nameof(options.FailOverBetweenEmbeddingModels))
            ?? options.FailOverBetweenEmbeddingModels;
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

    private static CircuitBreakerOptions ReadBreaker(SectionReader? section, CircuitBreakerOptions current)
    {
        if (section is null)
        {
            return current;
        }

        CircuitBreakerOptions settings = new()
        {
            Window = section.Duration(nameof(CircuitBreakerOptions.Window)) ?? current.Window,
            MinimumCalls = section.Count(nameof(CircuitBreakerOptions.MinimumCalls)) ?? current.MinimumCalls,
            ProbeAfter = section.Duration(nameof(CircuitBreakerOptions.ProbeAfter)) ?? current.ProbeAfter,
            ProbeInterval = section.Duration(nameof(CircuitBreakerOptions.ProbeInterval)) ?? current.ProbeInterval,
            LongestProbeInterval = section.Duration(nameof(CircuitBreakerOptions.LongestProbeInterval)) ?? current.LongestProbeInterval,
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
}
