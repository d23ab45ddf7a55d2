using System.Text.Json.Nodes;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>A difference between recorded and written requests that is meant, or at least known.</summary>
/// <param name="Name">What differs, as the committed table says it.</param>
/// <param name="Path">Where: a path such as <c>.messages[].content</c>; <c>*</c> in front or <c>**</c> behind stands for anything.</param>
/// <param name="Rewrite">
/// Gets both sides where they differ; gives them without this difference, to be compared further, or null where it is another one.
/// </param>
internal sealed record RequestDifference(string Name, string Path, Func<JsonNode?, JsonNode?, RequestPair?> Rewrite)
{
    /// <summary>Whether something that the application gave is lost or moved, so that the receipt must say so.</summary>
    public bool IsNoted { get; init; }

    /// <summary>The value on one side that the other side says nothing of.</summary>
    public static RequestDifference Added(string name, string path, Func<JsonNode, bool>? isMeant = null) =>
        new(name, path, (recorded, written) => recorded is null && written is not null && isMeant?.Invoke(written) != false
            ? new RequestPair(written, written) : null);

    public static RequestDifference LeftOut(string name, string path, Func<JsonNode, bool>? isMeant = null) =>
        new(name, path, (recorded, written) => written is null && recorded is not null && isMeant?.Invoke(recorded) != false
            ? new RequestPair(recorded, recorded) : null);

    /// <summary>A field of an object that the written request has under another name.</summary>
    public static RequestDifference Renamed(string name, string path, string from, string to) =>
        new(name, path, (recorded, written) =>
        {
            if (recorded is not JsonObject before || written is not JsonObject after || before[from] is null || before.ContainsKey(to)
                || after.ContainsKey(from) || !after.ContainsKey(to))
            {
                return null;
            }

            JsonObject renamed = (JsonObject)before.DeepClone();
            JsonNode? value = renamed[from];
            renamed.Remove(from);
            renamed[to] = value;
            return new RequestPair(renamed, after);
        });

    public bool IsAt(string path) =>
        Path.StartsWith('*') ? path.EndsWith(Path[1..], StringComparison.Ordinal)
        : Path.EndsWith("**", StringComparison.Ordinal) ? path.StartsWith(Path[..^2], StringComparison.Ordinal)
        : path == Path;
}
