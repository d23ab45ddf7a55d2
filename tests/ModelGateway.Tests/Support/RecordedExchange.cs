using System.Text;
using System.Text.Json;

namespace ModelGateway.Tests.Support;

/// <summary>One recorded exchange with a provider.</summary>
internal sealed record RecordedExchange(string Id, string Path, int Status, bool IsStream, JsonElement Request, string Response)
{
    public byte[] Body => Encoding.UTF8.GetBytes(Response);

    /// <summary>The answer's JSON: the body, or every event's data.</summary>
    public IEnumerable<JsonElement> Parts => IsStream
        ? Response.Split('\n').Where(static line => line.StartsWith("data: {", StringComparison.Ordinal))
            .Select(static line => JsonElement.Parse(line[6..]))
        : [JsonElement.Parse(Response)];

    public static IEnumerable<RecordedExchange> Of(string provider, string pathEnd) =>
        SharedData.Exchanges(provider)
            .Where(line => line.GetProperty("path").GetString()!.EndsWith(pathEnd, StringComparison.Ordinal))
            .Select(static line => new RecordedExchange(
                line.GetProperty("id").GetString()!,
                line.GetProperty("path").GetString()!,
                line.GetProperty("status").GetInt32(),
                line.GetProperty("contentType").GetString()!.Contains("event-stream", StringComparison.Ordinal),
                line.GetProperty("request"),
                line.GetProperty("response").GetString()!));
}
