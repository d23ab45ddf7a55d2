using System.Text.Json.Nodes;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>
/// Walks a recorded and a written request side by side. The order of an object's fields does not count, a null is an absent field.
/// </summary>
internal sealed class RequestComparison(IReadOnlyList<RequestDifference> tolerated)
{
    public const string Null = "`null` is left out";

    /// <summary>The names of the known differences that were met.</summary>
    public HashSet<string> Met { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether one of them must be noted on the receipt.</summary>
    public bool MustNote { get; private set; }

    /// <summary>Differences that are not expected.</summary>
    public List<string> Unexpected { get; } = [];

    public void Compare(JsonNode? recorded, JsonNode? written) => Walk("", recorded, written, from: 0);

    private void Walk(string path, JsonNode? recorded, JsonNode? written, int from)
    {
        if (JsonNode.DeepEquals(recorded, written))
        {
            return;
        }

        for (int i = from; i < tolerated.Count; i++)
        {
            if (tolerated[i].IsAt(path) && tolerated[i].Rewrite(recorded, written) is { } rest)
            {
                Met.Add(tolerated[i].Name);
                MustNote |= tolerated[i].IsNoted;
                Walk(path, rest.Recorded, rest.Written, i + 1);
                return;
            }
        }

        if (recorded is JsonObject before && written is JsonObject after)
        {
            WalkFields(path, before, after);
        }
        else if (recorded is JsonArray some && written is JsonArray others && some.Count == others.Count)
        {
            for (int i = 0; i < some.Count; i++)
            {
                Walk(path + "[]", some[i], others[i], from: 0);
            }
        }
        else
        {
            Unexpected.Add($"{path}: {Shorten(recorded)} was written as {Shorten(written)}");
        }
    }

    private void WalkFields(string path, JsonObject recorded, JsonObject written)
    {
        foreach (string name in recorded.Select(field => field.Key).Union(written.Select(field => field.Key), StringComparer.Ordinal)
            .ToList())
        {
            if (recorded[name] is null && written[name] is null && recorded.ContainsKey(name) != written.ContainsKey(name))
            {
                Met.Add(Null);
            }

            Walk($"{path}.{name}", recorded[name], written[name], from: 0);
        }
    }

    private static string Shorten(JsonNode? node) => node?.ToJsonString() is not { } json ? "nothing" : json.Length > 300
        ? json[..300] + "..." : json;
}
