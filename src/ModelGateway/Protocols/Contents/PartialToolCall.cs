using ModelGateway.Buffers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Contents;

/// <summary>A tool call of which parts are still arriving.</summary>
internal sealed class PartialToolCall(ChatCall call)
{
    public int? Index { get; init; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    /// <summary>The signature that has to be sent back with the call; null where it has none.</summary>
    public string? Signature { get; set; }

    /// <summary>The id under which its arguments were shown to the caller as they arrived; null where they were not shown.</summary>
    public string? ShownId { get; set; }

    /// <summary>The arguments' JSON so far.</summary>
    public PooledBufferWriter Arguments { get; } = new BoundedBuffer(call, BoundedBuffer.Arguments);

    /// <summary>Reads the pieces of the arguments.</summary>
    public TextPieces Pieces = new(inPieces: true);

    /// <summary>The name under which its arguments were shown; it may grow afterwards, where the name comes in pieces.</summary>
    public string? ShownName { get; set; }

    /// <summary>How many bytes of the arguments have been shown.</summary>
    public int ShownCount { get; set; }
}
