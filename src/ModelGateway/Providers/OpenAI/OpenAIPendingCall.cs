using ModelGateway.Providers.Http;

namespace ModelGateway.Providers.OpenAI;

/// <summary>A tool call whose parts are still arriving.</summary>
internal sealed class OpenAIPendingCall
{
    public int? Index { get; init; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    /// <summary>The arguments' JSON so far.</summary>
    public PooledBufferWriter Arguments { get; } = new();
}
