using System.Text.Json;

namespace ModelGateway.Testing;

/// <summary>A request as a <see cref="ProviderSimulator"/> received it.</summary>
public sealed class RecordedRequest
{
    internal RecordedRequest()
    {
    }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path with its base, without the query: <c>/v1/chat/completions</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark; empty where there was none.</summary>
    public required string Query { get; init; }

    /// <summary>The headers; names are compared without case, several values are joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body; <see cref="JsonValueKind.Undefined"/> where there was none or it was not JSON.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>The body as it came.</summary>
    public required ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>The key that was presented; null where there was none.</summary>
    public required string? ApiKey { get; init; }

    /// <summary>When it arrived, by the simulator's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
