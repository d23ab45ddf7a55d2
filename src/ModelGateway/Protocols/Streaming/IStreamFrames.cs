namespace ModelGateway.Protocols.Streaming;

/// <summary>Cuts the bytes of one stream into the protocol's events: server-sent events, lines of JSON, binary frames.</summary>
internal interface IStreamFrames : IDisposable
{
    /// <summary>The current event's type; empty where the stream named none. Valid until the next read.</summary>
    ReadOnlySpan<byte> EventType { get; }

    /// <summary>The current event's data. Valid until the next read.</summary>
    ReadOnlySpan<byte> Data { get; }

    /// <summary>Reads the next event that has data.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="ProviderException">The framing is broken, or an event is larger than the bound.</exception>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);
}
