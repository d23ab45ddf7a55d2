using ModelGateway.Providers.Http;

namespace ModelGateway.Providers;

/// <summary>A tool call whose parts are still arriving.</summary>
internal sealed class PartialToolCall
{
    public int? Index { get; init; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    /// <summary>The arguments' JSON so far.</summary>
    public PooledBufferWriter Arguments { get; } = new();

    /// <summary>How many bytes of the arguments the caller has seen; -1 before the call was announced.</summary>
    public int Shown { get; set; } = -1;
}
