using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators;

/// <summary>Keeps the data of a request that tests need after it has ended.</summary>
internal static class RequestRecorder
{
    public static RecordedRequest Record(HttpRequest request, byte[] raw, JsonElement body, string? key, DateTimeOffset now) => new()
    {
        Method = request.Method,
        Path = request.Path.Value ?? string.Empty,
        Query = request.QueryString.Value ?? string.Empty,
        Headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        Body = body,
        RawBody = raw,
        ApiKey = key,
        ReceivedAt = now,
    };
}
