using System.Text;
using System.Text.Json;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>One recorded exchange with a provider.</summary>
internal sealed record Exchange(string Id, string Method, string Path, string Request, int Status, string ContentType,
    IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool IsError => Status >= 400;

    /// <summary>Whether the body is a stream; one recording names no content type.</summary>
    public bool IsStream =>
        ContentType.Contains("stream", StringComparison.Ordinal) && !ContentType.Contains("octet", StringComparison.Ordinal)
        || ContentType.Contains("ndjson", StringComparison.Ordinal)
        || (ContentType.Length == 0 && Body.AsSpan().StartsWith("event:"u8));

    public static IEnumerable<Exchange> All(string recording) => SharedData.Exchanges(recording).Select(Read);

    private static Exchange Read(JsonElement line)
    {
        string contentType = Text(line, "contentType");
        string response = Text(line, "response");
        bool isBinary = contentType.Contains("eventstream", StringComparison.Ordinal)
            || contentType.StartsWith("audio/", StringComparison.Ordinal);
        return new Exchange(
            Text(line, "id"),
            Text(line, "method"),
            Text(line, "path").Split('?')[0],
            Text(line, "request"),
            line.GetProperty("status").GetInt32(),
            contentType,
            line.TryGetProperty("headers", out JsonElement headers) && headers.ValueKind == JsonValueKind.Object
                ? headers.EnumerateObject()
                    .ToDictionary(header => header.Name, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)
                : [],
            isBinary ? Convert.FromBase64String(response) : Encoding.UTF8.GetBytes(response));
    }

    private static string Text(JsonElement line, string name) =>
        !line.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.GetRawText();
}
