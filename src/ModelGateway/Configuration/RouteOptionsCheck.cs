namespace ModelGateway.Configuration;

/// <summary>Checks routes, and the names of routes and deployments that options refer to.</summary>
internal sealed class RouteOptionsCheck(ModelGatewayOptions options, IReadOnlyCollection<string> policies, OptionFaults faults)
{
    public void Check(string name, GatewayRouteOptions route)
    {
        string setting = $"Routes:{name}";
        if (string.IsNullOrWhiteSpace(name))
        {
            faults.Add($"{setting} has an empty name.");
        }

        faults.CheckAtLeast($"{setting}:MaxRepairs", route.MaxRepairs, 0);
        CheckTargets($"{setting}:To", route.To);
        if (!policies.Contains(route.Policy, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add(
                $"{setting}:Policy is '{route.Policy}', which is no policy.{NearestNames.Suggest(route.Policy, policies)}"
                + $" Known: {string.Join(", ", policies)}.");
        }

        faults.CheckTimeouts($"{setting}:Timeouts", route.Timeouts);
    }

    /// <summary>Checks a setting that holds the name of a route or of a deployment.</summary>
    public void CheckDefault(string setting, string? name)
    {
        if (name is not null && !options.Routes.ContainsKey(name) && !IsDeployment(name))
        {
            faults.Add($"{setting} is '{name}', which is no route and no deployment.{NearestNames.Suggest(name, Names)}");
        }
    }

    private IEnumerable<string> Names =>
        options.Routes.Keys
            .Concat(options.Clients.Keys)
            .Concat(options.Providers.SelectMany(provider => provider.Value.Models.Select(model => $"{provider.Key}/{model.Id}")))
            .Concat(options.Routes.Values.SelectMany(route => route.To));

    private void CheckTargets(string setting, IList<string> targets)
    {
        if (targets.Count == 0)
        {
            faults.Add($"{setting} is empty. List at least one deployment, such as openai/gpt-5-mini.");
        }

        foreach (string target in targets)
        {
            if (!IsDeployment(target))
            {
                string model = target[(target.IndexOf('/') + 1)..];
                IEnumerable<string> known = options.Clients.Keys.Concat(options.Providers.Keys.Select(provider => $"{provider}/{model}"));
                faults.Add(
                    $"{setting} names '{target}', which is no deployment. Write provider/model with a provider of Providers."
                    + NearestNames.Suggest(target, known));
            }
        }

        foreach (string twice in targets.GroupBy(static target => target, StringComparer.OrdinalIgnoreCase)
            .Where(static same => same.Count() > 1).Select(static same => same.Key))
        {
            faults.Add($"{setting} names '{twice}' twice. List each once.");
        }
    }

    private bool IsDeployment(string name)
    {
        int slash = name.IndexOf('/');
        return options.Clients.ContainsKey(name)
            || (slash > 0 && slash < name.Length - 1 && options.Providers.ContainsKey(name[..slash]));
    }
}
