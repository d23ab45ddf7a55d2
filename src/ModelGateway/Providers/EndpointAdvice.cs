using ModelGateway.Failures;

namespace ModelGateway.Providers;

/// <summary>
/// What a configured address was probably meant to be, for a server that has no such page: the interface's path may be missing, be there
/// twice, or end with an operation.
/// </summary>
/// <param name="setting">The setting that holds the address.</param>
/// <param name="endpoint">The address that requests are sent to.</param>
/// <param name="definition">The type of the provider.</param>
internal sealed class EndpointAdvice(string setting, Uri endpoint, HttpProviderDefinition definition)
{
    // What protocols append to the base address, and whole addresses of vendors' pages therefore end with.
    private static readonly string[] Operations =
    [
        "chat", "completions", "responses", "embeddings", "embed", "messages", "generate", "converse", "tags",
    ];

    /// <summary>The failure with the advice in its message, where it says that there is no such page and the address looks wrong.</summary>
    public ProviderFailure Complete(ProviderFailure failure) =>
        failure.StatusCode is 404 or 405 && failure.Code?.Contains("model", StringComparison.OrdinalIgnoreCase) is not true
        && Find() is { } meant
            ? failure with { Message = $"{failure.Message.TrimEnd('.')}. Is {setting} right? It is probably meant to be {meant}." }
            : failure;

    /// <summary>The address that was probably meant, without credentials or a query; null where the configured one looks right.</summary>
    public string? Find()
    {
        List<string> path = Split(endpoint.AbsolutePath);
        List<string> meant = [.. path];
        int model = meant.FindIndex(static name => name is "models" or "model" or "deployments");
        if (model >= 0)
        {
            meant.RemoveRange(model, meant.Count - model);
        }

        while (meant.Count > 0 && Operations.Contains(meant[^1], StringComparer.OrdinalIgnoreCase))
        {
            meant.RemoveAt(meant.Count - 1);
        }

        if (definition.DefaultEndpoint is { IsLoopback: false } vendor
            && vendor.Host.Equals(endpoint.Host, StringComparison.OrdinalIgnoreCase))
        {
            meant = Split(vendor.AbsolutePath);
        }
        else
        {
            RemoveOwnVersion(meant);
            Append(meant, Split(definition.UsualPath));
        }

        return meant.SequenceEqual(path, StringComparer.OrdinalIgnoreCase)
            ? null
            : endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
                + $"/{string.Concat(meant.Select(static name => name + "/"))}";
    }

    private void RemoveOwnVersion(List<string> path)
    {
        while (definition.PathPrefix is { } own && path.Count > 0 && (IsVersion(path[^1]) || path[^1] == own))
        {
            path.RemoveAt(path.Count - 1);
        }
    }

    // Only what is missing of the usual path: after "openai" the rest of "openai/v1", after "v1/v1" nothing but one of the two.
    private static void Append(List<string> path, List<string> usual)
    {
        while (usual.Count > 0 && path.Count >= 2 * usual.Count
            && path.TakeLast(2 * usual.Count).SequenceEqual(usual.Concat(usual), StringComparer.OrdinalIgnoreCase))
        {
            path.RemoveRange(path.Count - usual.Count, usual.Count);
        }

        int shared = Math.Min(path.Count, usual.Count);
        while (shared > 0 && !path.TakeLast(shared).SequenceEqual(usual.Take(shared), StringComparer.OrdinalIgnoreCase))
        {
            shared--;
        }

        // Another version is not wrong: only a path without any lacks one.
        if (shared > 0 || path.Count == 0 || !IsVersion(path[^1]))
        {
            path.AddRange(usual.Skip(shared));
        }
    }

    private static bool IsVersion(string name) => name.Length > 1 && name[0] is 'v' or 'V' && char.IsAsciiDigit(name[1]);

    private static List<string> Split(string path) => [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries)];
}
