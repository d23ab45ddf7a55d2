using System.Buffers;

namespace ModelGateway.Protocols;

/// <summary>
/// Escapes names and ids that become one segment of a request's path. Those that could lead to another path are refused, also where only
/// a proxy that unescapes them would go there.
/// </summary>
internal static class PathSegment
{
    // Control characters, and the marks that end or escape a part of an address.
    private static readonly SearchValues<char> Refused = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(static code => (char)code), '?', '#', '\\', '%']);

    /// <summary>Escapes a model's name, whose parts slashes may separate, as in <c>arn:aws:bedrock:…:inference-profile/name</c>.</summary>
    /// <exception cref="ProviderException">The name would change the path.</exception>
    public static string EscapeModel(string modelId)
    {
        ReadOnlySpan<char> rest = modelId;
        bool isFine = !rest.ContainsAny(Refused);
        for (int slash; isFine && (slash = rest.IndexOf('/')) >= 0; rest = rest[(slash + 1)..])
        {
            isFine = IsName(rest[..slash]);
        }

        return isFine && IsName(rest) ? Uri.EscapeDataString(modelId)
            : throw ProtocolError.InvalidRequest(
                "The model's name has a part that is empty, '.' or '..', or a character that a path gives another meaning. "
                + "Set ModelId to the provider's name of the model.");
    }

    /// <summary>Escapes an id that a provider issued.</summary>
    /// <param name="id">The id.</param>
    /// <param name="option">The option that holds it, for the error.</param>
    /// <exception cref="ProviderException">The id would change the path.</exception>
    public static string EscapeId(string id, string option) =>
        IsName(id) && !id.Contains('/', StringComparison.Ordinal) && !id.AsSpan().ContainsAny(Refused) ? Uri.EscapeDataString(id)
            : throw ProtocolError.InvalidRequest(
                $"{option} holds an id that would lead to another path. Set it to what the provider's response carried.");

    private static bool IsName(ReadOnlySpan<char> part) => part is not ("" or "." or "..");
}
