using Microsoft.Extensions.Configuration;
using ModelGateway.Buffers;
using ModelGateway.Failures.Secrets;
using ModelGateway.Keys;
using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>Checks the settings of a provider against what its type uses.</summary>
internal sealed class ProviderOptionsCheck(
    IConfiguration? configuration, ProviderTypeRegistry types, DeploymentModels models, ModelCheck modelCheck, OptionFaults faults)
{
    public void Check(string setting, ProviderOptions provider)
    {
        ProviderType? type = types.Find(provider.Type);
        if (type is null)
        {
            faults.Add(
                $"{setting}:Type is '{SettingText.Show(provider.Type)}'. Set it to one of {string.Join(", ", types.Names)}."
                + NearestNames.Suggest(provider.Type, types.Names));
            return;
        }

        if (type is HttpProviderType http)
        {
            CheckHttp(setting, provider, http);
        }
        else
        {
            CheckClient(setting, provider, type);
        }

        CheckOwnSettings(setting, provider, type);
        CheckTwice(setting, provider.Models);
        string? catalogName = models.FindProvider(provider);
        foreach (ModelInfo model in provider.Models)
        {
            modelCheck.Check($"{setting}:Models:{model.Id}:", catalogName, model);
        }

        faults.CheckTimeouts($"{setting}:Timeouts", provider.Timeouts);
    }

    private void CheckTwice(string setting, IList<ModelInfo> listed)
    {
        foreach (IGrouping<string, ModelInfo> same in listed.GroupBy(static model => model.Id, StringComparer.OrdinalIgnoreCase))
        {
            if (same.Count() > 1)
            {
                string names = string.Join(" and ", same.Select(static model => $"'{model.Id}'"));
                faults.Add($"{setting}:Models lists a model twice: {names}. Keep one of them.");
            }
        }
    }

    private void CheckHttp(string setting, ProviderOptions provider, HttpProviderType type)
    {
        HttpProviderDefinition definition = type.Definition;
        CheckEndpoint(setting, provider, type);
        if ((provider.Api == ProviderApi.Responses && !definition.HasResponses)
            || (provider.Api == ProviderApi.ChatCompletions && !definition.HasChatCompletions))
        {
            faults.Add($"{setting}:Api is {provider.Api.ToString().ToLowerInvariant()}, which {type.Name} does not speak. Remove it.");
        }

        CheckUnused($"{setting}:Region", provider.Region, definition.UsesRegion, type);
        CheckUnused($"{setting}:Project", provider.Project, definition.UsesProject, type);
        foreach ((string header, string value) in provider.Headers)
        {
            HeaderCheck.Check($"{setting}:Headers:{header}", header, value, definition.KeyHeader, faults);
        }

        CheckKeys(setting, provider, definition);
        CheckUsualKey(setting, provider, definition);
    }

    private void CheckEndpoint(string setting, ProviderOptions provider, HttpProviderType type)
    {
        if (provider.Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https")))
        {
            faults.Add($"{setting}:Endpoint is '{SettingText.Show(endpoint.OriginalString)}'. Set it to an http or https address.");
        }
        else if (provider.Endpoint is { } address && address.Query.Length + address.Fragment.Length > 0)
        {
            faults.Add($"{setting}:Endpoint has a query or a fragment, which would not be sent. Set it to the address alone.");
        }

        HttpProviderDefinition definition = type.Definition;
        if (!CheckByType(setting, provider, type) && definition.Endpoint(provider) is null)
        {
            faults.Add($"{setting}:Endpoint is missing. {type.Name} has no address of its own: {definition.MissingEndpointAdvice}");
        }
    }

    // A type from a package names every setting that it reads; others would be ignored silently.
    private void CheckClient(string setting, ProviderOptions provider, ProviderType type)
    {
        CheckUnused("Endpoint", provider.Endpoint?.ToString());
        CheckUnused("Api", provider.Api == ProviderApi.Auto ? null : provider.Api.ToString().ToLowerInvariant());
        CheckUnused("Region", provider.Region);
        CheckUnused("Project", provider.Project);
        CheckUnused("Headers", provider.Headers.Count == 0 ? null : string.Join(", ", provider.Headers.Keys));
        CheckUnused("PreWarm", provider.PreWarm ? "true" : null);
        if (provider.Keys.Count > 0 && !Uses("Keys"))
        {
            faults.Add($"{setting}:Keys is set, but {type.Name} uses no keys. Remove it.");
        }

        CheckKeys(setting, provider, definition: null);
        CheckByType(setting, provider, type);

        bool Uses(string name) => type.Settings.Contains(name, StringComparer.OrdinalIgnoreCase);
        void CheckUnused(string name, string? value) => this.CheckUnused($"{setting}:{name}", value, Uses(name), type);
    }

    private bool CheckByType(string setting, ProviderOptions provider, ProviderType type)
    {
        int before = faults.Count;
        foreach (string fault in type.Validate(provider))
        {
            faults.Add($"{setting}:{fault}");
        }

        return faults.Count > before;
    }

    private void CheckOwnSettings(string setting, ProviderOptions provider, ProviderType type)
    {
        foreach (string name in provider.Settings.Keys)
        {
            string root = name.Split(':')[0];
            if (!type.Settings.Contains(root, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add($"{setting}:{name} is not a setting of {type.Name}. {Known(root, type)}");
            }
        }
    }

    private static string Known(string name, ProviderType type) => type.Settings.Count == 0
        ? "Remove it."
        : $"{SettingSynonyms.Suggest(name, type.Settings)} Known: {string.Join(", ", type.Settings)}.".TrimStart();

    private void CheckUnused(string setting, string? value, bool isUsed, ProviderType type)
    {
        if (!isUsed && !string.IsNullOrWhiteSpace(value))
        {
            faults.Add($"{setting} is '{SettingText.Show(value)}', which {type.Name} does not use. Remove it.");
        }
    }

    private void CheckKeys(string setting, ProviderOptions provider, HttpProviderDefinition? definition)
    {
        for (int i = 0; i < provider.Keys.Count; i++)
        {
            ProviderKey? key = KeySource.Resolve(provider.Keys[i], i, configuration);
            if (key is null)
            {
                faults.Add(
                    $"{setting}:Keys:{i} ('{SettingText.ShowReference(provider.Keys[i])}') is empty where it points. "
                    + "Set that variable or value, or remove the key.");
            }
            else if (!HeaderText.IsSendable(key.Secret))
            {
                faults.Add($"{setting}:Keys:{i} ({key.Name}) {HeaderText.Fault}");
            }
            else if (definition?.FindKeyFault?.Invoke(key.Secret) is { } fault)
            {
                faults.Add($"{setting}:Keys:{i} ({key.Name}) {fault}");
            }
        }
    }

    // Without configured keys the usual environment variables count.
    private void CheckUsualKey(string setting, ProviderOptions provider, HttpProviderDefinition definition)
    {
        if (provider.Keys.Count > 0)
        {
            return;
        }

        ProviderKey? usual = definition.FindUsualKey(provider);
        if (usual is null && provider.TokenCallback is null && !definition.KeyOptional && definition.IsVendors(provider))
        {
            faults.Add($"{setting}:Keys is empty. {definition.MissingKeyAdvice}");
        }
        else if (usual is not null && !HeaderText.IsSendable(usual.Secret))
        {
            faults.Add($"{setting}: the usual environment variables hold a key that {HeaderText.Fault}");
        }
        else if (usual is not null && definition.FindKeyFault?.Invoke(usual.Secret) is { } fault)
        {
            faults.Add($"{setting}: the usual environment variables hold a key that {fault}");
        }
    }
}
