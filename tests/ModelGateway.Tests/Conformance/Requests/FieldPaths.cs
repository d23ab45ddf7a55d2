using System.Text.Json;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>
/// The fields of requests, as paths such as <c>messages[].content[].type</c>, held against those that a provider documents.
/// </summary>
internal sealed class FieldPaths(IReadOnlyList<string> documented)
{
    private readonly HashSet<string> _known = [.. documented.Where(path => !path.EndsWith("**", StringComparison.Ordinal))
        .SelectMany(Prefixes)];
    private readonly string[] _free = [.. documented.Where(path => path.EndsWith("**", StringComparison.Ordinal))
        .Select(path => path[..^2])];

    /// <summary>Every field met.</summary>
    public SortedSet<string> Met { get; } = new(StringComparer.Ordinal);

    /// <summary>Those that the provider does not document, without what they hold.</summary>
    public IEnumerable<string> Undocumented => Met.Where(path => !IsDocumented(path) && Prefixes(path).Skip(1).All(IsDocumented));

    /// <summary>Adds a body's fields, but for what the application itself named.</summary>
    public void Add(JsonElement body, MappedRequest request)
    {
        foreach (JsonProperty field in body.EnumerateObject())
        {
            bool isOwn = field.Name is "generationConfig" or "cache_control"
                || request.Options.AdditionalProperties?.ContainsKey(field.Name) != true;
            if (isOwn)
            {
                Walk(field.Name, field.Value);
            }
        }
    }

    private void Walk(string path, JsonElement value)
    {
        Met.Add(path);
        if (_free.Contains(path))
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty field in value.EnumerateObject())
            {
                Walk($"{path}.{field.Name}", field.Value);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                Walk(path + "[]", item);
            }
        }
    }

    private bool IsDocumented(string path) => _known.Contains(path) || _free.Any(start => Prefixes(start).Contains(path));

    // The fields and arrays on the way to a field are documented with it.
    private static IEnumerable<string> Prefixes(string path)
    {
        yield return path;
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] == '.' || (path[i] == '[' && i > 0))
            {
                yield return path[..i];
            }
        }
    }
}
