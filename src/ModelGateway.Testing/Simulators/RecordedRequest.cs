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

    /// <summary>The headers. Names ignore case, and several values are joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body; <see cref="JsonValueKind.Undefined"/> where there was none or it was not JSON.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>The body as received.</summary>
    public required ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>The key of the request; null where there was none.</summary>
    public required string? ApiKey { get; init; }

    /// <summary>The time of arrival, by the simulator's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
