using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols;

/// <summary>Reads one stream's events, in order, into updates. One instance a stream; never used concurrently.</summary>
internal interface IChatStreamReader
{
    /// <summary>Whether the terminal event that the protocol requires has been read. A stream that ends before is truncated.</summary>
    bool IsComplete { get; }

    /// <summary>
    /// Whether the protocol's last event has been read: nothing may follow, and the gateway does not wait for the connection to end.
    /// </summary>
    bool IsEnded { get; }

    /// <summary>Whether the stream is complete although it did not say why it ended.</summary>
    bool EndIsUnconfirmed => false;

    /// <summary>Whether more may follow the terminal event, so that only the connection's own orderly end ends the stream.</summary>
    bool EndsWithConnection => false;

    /// <summary>
    /// What the stream has reported so far, also before it is handed on with the last update; null where it has reported nothing. Asked for
    /// where a stream does not come to its end.
    /// </summary>
    UsageDetails? Usage { get; }

    /// <summary>Reads one event and appends the updates that it yields, none to several.</summary>
    /// <param name="eventType">The event's type as UTF-8; empty where the stream named none.</param>
    /// <param name="data">The event's data as UTF-8; valid only during the call.</param>
    /// <param name="updates">Where updates go; each is new and the caller's own.</param>
    /// <exception cref="ProviderException">The event reports an error or breaks the protocol.</exception>
    void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates);

    /// <summary>
    /// Called once when the stream ended, or <see cref="IsEnded"/> is true, and <see cref="IsComplete"/> is true; appends what was held
    /// back.
    /// </summary>
    void Finish(List<ChatResponseUpdate> updates);
}
