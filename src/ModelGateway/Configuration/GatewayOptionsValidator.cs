using Microsoft.Extensions.Configuration;
using ModelGateway.Costs.Budgets;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>Validates all options before a snapshot is built from them.</summary>
/// <param name="configuration">Holds the keys that options refer to; null where the application has none.</param>
/// <param name="types">The types of providers that are registered.</param>
/// <param name="policies">The names of the routing policies.</param>
/// <param name="models">What is known of models.</param>
internal sealed class GatewayOptionsValidator(
    IConfiguration? configuration, ProviderTypeRegistry types, IReadOnlyCollection<string> policies, DeploymentModels models)
{
    // Arrays are not longer than 2 GiB, and text takes two bytes a character.
    private const int MostAnswerBytes = 1024 * 1024 * 1024;

    private readonly OptionFaults _faults = new();

    /// <summary>Returns every fault, those of reading the configuration first. Call it once.</summary>
    /// <param name="options">The options.</param>
    /// <param name="found">Faults that were found before.</param>
    public IReadOnlyList<string> Validate(ModelGatewayOptions options, IReadOnlyList<string> found)
    {
        ModelCheck check = new(models, _faults);
        ProviderOptionsCheck providers = new(configuration, types, models, check, _faults);
        foreach ((string name, ProviderOptions provider) in options.Providers)
        {
            CheckName($"Providers:{name}", name);
            providers.Check($"Providers:{name}", provider);
        }

        RouteOptionsCheck routes = new(options, policies, _faults);
        foreach ((string name, GatewayRouteOptions route) in options.Routes)
        {
            routes.Check(name, route);
        }

        CheckClients(options, check);
        CheckBudgets(options.Budgets);
        routes.CheckDefault("DefaultRoute", options.DefaultRoute);
        routes.CheckDefault("DefaultEmbeddingRoute", options.DefaultEmbeddingRoute);
        if (options.Providers.Count == 0 && options.Clients.Count == 0)
        {
            _faults.Add(
                "Providers is empty. Add one with AddOpenAI(), AddAnthropic() or AddGemini(), wrap a client with AddDeployment(), "
                + "or configure Providers:<name>:Type.");
        }

        new CatalogOptionsCheck(configuration, _faults).Check(options);
        CheckLimits(options);
        return options.Sections.Join([.. options.Claims.Faults, .. found, .. _faults.All]);
    }

    private void CheckLimits(ModelGatewayOptions options)
    {
        _faults.CheckTimeouts("Timeouts", options.Timeouts);
        _faults.CheckAtLeast("DefaultMaxOutputTokens", options.DefaultMaxOutputTokens, 1);
        _faults.CheckAtLeast("QueueLimit", options.QueueLimit, 0);
        _faults.CheckAtLeast("MaxAnswerBytes", options.MaxAnswerBytes, 1024);
        _faults.CheckAtLeast("MaxUnfinishedEventBytes", options.MaxUnfinishedEventBytes, EventBudget.Uncounted);
        if (options.MaxAnswerBytes > MostAnswerBytes)
        {
            _faults.Add($"MaxAnswerBytes is {options.MaxAnswerBytes}. Set it to at most {MostAnswerBytes}.");
        }

        CheckBreaker(options.Breaker);
        _faults.CheckPositive("QueueTimeout", options.QueueTimeout);
        if (options.UserAgent is { } agent && !HeaderCheck.IsUserAgent(agent))
        {
            _faults.Add("UserAgent is no list of products. Set it to a name and a version, e.g. 'MyApp/1.2'.");
        }
    }

    private void CheckBreaker(CircuitBreakerOptions breaker)
    {
        _faults.CheckAtLeast("Breaker:MinimumCalls", breaker.MinimumCalls, 1);
        _faults.CheckPositive("Breaker:Window", breaker.Window);
        _faults.CheckPositive("Breaker:ProbeAfter", breaker.ProbeAfter);
        _faults.CheckPositive("Breaker:ProbeInterval", breaker.ProbeInterval);
        _faults.CheckPositive("Breaker:LongestProbeInterval", breaker.LongestProbeInterval);
        if (breaker.LongestProbeInterval < breaker.ProbeInterval)
        {
            _faults.Add(
                $"Breaker:LongestProbeInterval is {breaker.LongestProbeInterval}, less than ProbeInterval. "
                + $"Set it to at least {breaker.ProbeInterval}.");
        }
    }

    private void CheckName(string setting, string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.AsSpan().ContainsAny("/:#{}"))
        {
            _faults.Add($"{setting} is no name. Use letters, digits, '-', '_' and '.'.");
        }
    }

    private void CheckClients(ModelGatewayOptions options, ModelCheck check)
    {
        foreach ((string name, ClientRegistration client) in options.Clients)
        {
            check.Check($"Deployment '{name}': ", null, client.Options.ToModel(name));
            _faults.CheckAtLeast($"Deployment '{name}': MaxInputs", client.Options.MaxInputs, 1);
            _faults.CheckTimeouts($"Deployment '{name}': Timeouts", client.Options.Timeouts);
            if (options.Providers.Keys.FirstOrDefault(provider => name.StartsWith(provider + "/", StringComparison.OrdinalIgnoreCase))
                is { } owner)
            {
                _faults.Add($"Deployment '{name}' is also a model of the provider '{owner}'. Give it another name.");
            }
        }
    }

    private void CheckBudgets(IList<BudgetOptions> budgets)
    {
        for (int i = 0; i < budgets.Count; i++)
        {
            BudgetOptions budget = budgets[i];
            CheckBudget($"Budgets:{i}", budget);
            if (budgets.Take(i).Any(other => other.Scope == budget.Scope && other.Per == budget.Per))
            {
                // Both would use the same account, and every request would be charged to it twice.
                _faults.Add(
                    $"Budgets:{i} limits the same as another: Scope '{budget.Scope}', Per {budget.Per.ToString().ToLowerInvariant()}. Keep one of them.");
            }
        }
    }

    private void CheckBudget(string setting, BudgetOptions budget)
    {
        if (budget.Usd <= 0)
        {
            _faults.Add($"{setting}:Usd is {budget.Usd}. Set it to the limit in US dollars, more than 0.");
        }

        foreach (string placeholder in BudgetRule.UnknownPlaceholders(budget.Scope))
        {
            _faults.Add($"{setting}:Scope has the placeholder '{{{placeholder}}}'. Use {{tenant}}, {{team}}, {{user}} or {{tag:name}}.");
        }
    }
}
