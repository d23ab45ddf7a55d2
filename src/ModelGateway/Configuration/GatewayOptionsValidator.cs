using Microsoft.Extensions.Configuration;
using ModelGateway.Costs.Budgets;
using ModelGateway.Keys;
using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>Checks options whole, before anything is built from them. Every fault names the setting and the fix.</summary>
internal sealed class GatewayOptionsValidator(IConfiguration? configuration, IReadOnlyCollection<string> policies, DeploymentModels models)
{
    public IReadOnlyList<string> Validate(ModelGatewayOptions options)
    {
        List<string> faults = [];
        ModelCheck check = new(models, faults);
        foreach ((string name, ProviderOptions provider) in options.Providers)
        {
            CheckName($"Providers:{name}", name, faults);
            CheckProvider($"Providers:{name}", provider, check, faults);
        }

        foreach ((string name, GatewayRouteOptions route) in options.Routes)
        {
            CheckRoute(name, route, options, faults);
        }

        foreach ((string name, ClientRegistration client) in options.Clients)
        {
            check.Check($"Deployment '{name}': ", null, client.Options.ToModel(name));
            CheckAtLeast($"Deployment '{name}': MaxInputs", client.Options.MaxInputs, 1, faults);
            CheckTimeouts($"Deployment '{name}': Timeouts", client.Options.Timeouts, faults);
            if (options.Providers.FirstOrDefault(provider => IsModelOf(provider, name)).Key is { } owner)
            {
                faults.Add($"Deployment '{name}' is also a model of the provider '{owner}'. Give it another name.");
            }
        }

        for (int i = 0; i < options.Budgets.Count; i++)
        {
            BudgetOptions budget = options.Budgets[i];
            CheckBudget($"Budgets:{i}", budget, faults);
            if (options.Budgets.Take(i).Any(other => other.Scope == budget.Scope && other.Per == budget.Per))
            {
                // They would share one account and charge it twice.
                faults.Add($"Budgets:{i} limits the same as another: Scope '{budget.Scope}', Per {budget.Per.ToString().ToLowerInvariant()}. Keep one of them.");
            }
        }

        CheckDefault("DefaultRoute", options.DefaultRoute, options, faults);
        CheckDefault("DefaultEmbeddingRoute", options.DefaultEmbeddingRoute, options, faults);

        if (options.Providers.Count == 0 && options.Clients.Count == 0)
        {
            faults.Add("Providers is empty. Add one with AddOpenAI(), AddAnthropic() or AddGemini(), wrap a client with AddDeployment(), or configure Providers:<name>:Type.");
        }

        new CatalogOptionsCheck(configuration, faults).Check(options);
        CheckTimeouts("Timeouts", options.Timeouts, faults);
        CheckAtLeast("DefaultMaxOutputTokens", options.DefaultMaxOutputTokens, 1, faults);
        CheckAtLeast("QueueLimit", options.QueueLimit, 0, faults);
        CheckAtLeast("Breaker:FailuresToOpen", options.Breaker.FailuresToOpen, 1, faults);
        CheckPositive("QueueTimeout", options.QueueTimeout, faults);
        CheckPositive("Breaker:OpenFor", options.Breaker.OpenFor, faults);
        CheckPositive("Breaker:LongestOpen", options.Breaker.LongestOpen, faults);
        return faults;
    }

    /// <summary>Every name that a request or a route may use.</summary>
    public static IEnumerable<string> Names(ModelGatewayOptions options) =>
        options.Routes.Keys
            .Concat(options.Clients.Keys)
            .Concat(options.Providers.SelectMany(provider => provider.Value.Models.Select(model => $"{provider.Key}/{model.Id}")))
            .Concat(options.Routes.Values.SelectMany(route => route.To));

    private static void CheckDefault(string setting, string? name, ModelGatewayOptions options, List<string> faults)
    {
        if (name is not null && !options.Routes.ContainsKey(name) && !IsDeployment(name, options))
        {
            faults.Add($"{setting} is '{name}', which is no route and no deployment.{Suggest(name, Names(options))}");
        }
    }

    private static bool IsDeployment(string name, ModelGatewayOptions options)
    {
        int slash = name.IndexOf('/');
        return options.Clients.ContainsKey(name)
            || (slash > 0 && slash < name.Length - 1 && options.Providers.ContainsKey(name[..slash]));
    }

    private static bool IsModelOf(KeyValuePair<string, ProviderOptions> provider, string name) =>
        name.StartsWith(provider.Key + "/", StringComparison.OrdinalIgnoreCase)
        && provider.Value.Models.Any(model => name.AsSpan(provider.Key.Length + 1).Equals(model.Id, StringComparison.OrdinalIgnoreCase));

    private static void CheckName(string setting, string name, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(name) || name.AsSpan().ContainsAny("/:#{}"))
        {
            faults.Add($"{setting} is no name. Use letters, digits, '-', '_' and '.'.");
        }
    }

    private static void CheckBudget(string setting, BudgetOptions budget, List<string> faults)
    {
        if (budget.Usd <= 0)
        {
            faults.Add($"{setting}:Usd is {budget.Usd}. Set it to the limit in US dollars, more than 0.");
        }

        foreach (string placeholder in BudgetRule.UnknownPlaceholders(budget.Scope))
        {
            faults.Add($"{setting}:Scope has the placeholder '{{{placeholder}}}'. Use {{tenant}}, {{team}}, {{user}} or {{tag:name}}.");
        }
    }

    private static void CheckTimeouts(string setting, GatewayTimeoutOptions? timeouts, List<string> faults)
    {
        if (timeouts is not null)
        {
            CheckPositive($"{setting}:Connect", timeouts.Connect, faults);
            CheckPositive($"{setting}:FirstToken", timeouts.FirstToken, faults);
            CheckPositive($"{setting}:Idle", timeouts.Idle, faults);
            CheckPositive($"{setting}:Total", timeouts.Total, faults);
        }
    }

    private static void CheckPositive(string setting, TimeSpan? value, List<string> faults)
    {
        if (value is { } time && !GatewayTimeoutOptions.IsValid(time))
        {
            faults.Add($"{setting} is {time}. Set it to more than nothing and at most 40 days, or to none.");
        }
    }

    private static void CheckAtLeast(string setting, int? value, int least, List<string> faults)
    {
        if (value < least)
        {
            faults.Add($"{setting} is {value}. Set it to at least {least}.");
        }
    }

    private static string Suggest(string name, IEnumerable<string> known) => NearestNames.DidYouMean(NearestNames.Find(name, known));

    private void CheckRoute(string name, GatewayRouteOptions route, ModelGatewayOptions options, List<string> faults)
    {
        string setting = $"Routes:{name}";
        if (string.IsNullOrWhiteSpace(name))
        {
            faults.Add($"{setting} has an empty name.");
        }

        CheckAtLeast($"{setting}:MaxRepairs", route.MaxRepairs, 0, faults);
        if (route.To.Count == 0)
        {
            faults.Add($"{setting}:To is empty. List at least one deployment, such as openai/gpt-5-mini.");
        }

        foreach (string target in route.To)
        {
            if (!IsDeployment(target, options))
            {
                faults.Add(
                    $"{setting}:To names '{target}', which is no deployment. Write provider/model with a provider of Providers."
                    + Suggest(target, options.Clients.Keys.Concat(options.Providers.Keys.Select(provider => $"{provider}/{target[(target.IndexOf('/') + 1)..]}"))));
            }
        }

        if (route.To.Distinct(StringComparer.OrdinalIgnoreCase).Count() != route.To.Count)
        {
            faults.Add($"{setting}:To names a deployment twice. List each once.");
        }

        if (!policies.Contains(route.Policy, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add($"{setting}:Policy is '{route.Policy}', which is no policy.{Suggest(route.Policy, policies)} Known: {string.Join(", ", policies)}.");
        }

        CheckTimeouts($"{setting}:Timeouts", route.Timeouts, faults);
    }

    private void CheckProvider(string setting, ProviderOptions provider, ModelCheck check, List<string> faults)
    {
        ProviderType? type = ProviderTypes.Find(provider.Type);
        if (type is null)
        {
            faults.Add(
                $"{setting}:Type is '{provider.Type}'. Set it to one of {string.Join(", ", ProviderTypes.Names)}.{Suggest(provider.Type, ProviderTypes.Names)}");
            return;
        }

        if (provider.Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https")))
        {
            faults.Add($"{setting}:Endpoint is '{endpoint}'. Set it to an http or https address.");
        }
        else if (provider.Endpoint is { } address && address.Query.Length + address.Fragment.Length > 0)
        {
            faults.Add($"{setting}:Endpoint has a query or a fragment, which would not be sent. Set it to the address alone.");
        }

        int before = faults.Count;
        type.Check?.Invoke(provider, setting, faults);
        if (faults.Count == before && type.Endpoint(provider) is null)
        {
            faults.Add($"{setting}:Endpoint is missing. {type.Name} has no address of its own: {type.MissingEndpointAdvice}");
        }

        if ((provider.Api == ProviderApi.Responses && !type.HasResponses) || (provider.Api == ProviderApi.ChatCompletions && !type.HasChatCompletions))
        {
            faults.Add($"{setting}:Api is {provider.Api.ToString().ToLowerInvariant()}, which {type.Name} does not speak. Remove it.");
        }

        CheckUnused($"{setting}:Region", provider.Region, type.UsesRegion, type, faults);
        CheckUnused($"{setting}:Project", provider.Project, type.UsesProject, type, faults);

        foreach ((string header, string value) in provider.Headers)
        {
            HeaderCheck.Check($"{setting}:Headers:{header}", header, value, type, faults);
        }

        CheckKeys(setting, provider, type, faults);
        foreach (ModelInfo model in provider.Models)
        {
            check.Check($"{setting}:Models:{model.Id}:", models.FindProvider(provider), model);
        }

        CheckTimeouts($"{setting}:Timeouts", provider.Timeouts, faults);
    }

    private static void CheckUnused(string setting, string? value, bool isUsed, ProviderType type, List<string> faults)
    {
        if (!isUsed && !string.IsNullOrWhiteSpace(value))
        {
            faults.Add($"{setting} is '{value}', which {type.Name} does not use. Remove it.");
        }
    }

    private void CheckKeys(string setting, ProviderOptions provider, ProviderType type, List<string> faults)
    {
        for (int i = 0; i < provider.Keys.Count; i++)
        {
            ProviderKey? key = KeySource.Resolve(provider.Keys[i], i, configuration);
            if (key is null)
            {
                faults.Add($"{setting}:Keys:{i} ('{provider.Keys[i]}') is empty where it points. Set that variable or value, or remove the key.");
            }
            else if (!KeySource.IsSendable(key.Secret))
            {
                faults.Add($"{setting}:Keys:{i} ({key.Name}) holds a line break or another character that no header can carry. Remove it.");
            }
            else if (type.FindKeyFault?.Invoke(key.Secret) is { } fault)
            {
                faults.Add($"{setting}:Keys:{i} ({key.Name}) {fault}");
            }
        }

        if (provider.Keys.Count == 0 && provider.TokenCallback is null && !type.KeyOptional && type.IsVendors(provider) && type.FindUsualKey(provider) is null)
        {
            faults.Add($"{setting}:Keys is empty. {type.MissingKeyAdvice}");
        }
        else if (provider.Keys.Count == 0 && type.FindKeyFault is not null && type.FindUsualKey(provider) is { } usual
            && type.FindKeyFault(usual.Secret) is { } fault)
        {
            faults.Add($"{setting}: the usual environment variables hold a key that {fault}");
        }
    }
}
