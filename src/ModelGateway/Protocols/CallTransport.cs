using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols;

/// <summary>How an attempt reaches its provider, and what the transport reports back.</summary>
internal sealed class CallTransport
{
    private UsageDetails? _found;

    /// <summary>
    /// The secret; null where the provider needs none. Written to the request's headers and nowhere else; masked in what the provider says.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>The attempt's clocks; null for none.</summary>
    public GatewayTimeoutOptions? Timeouts { get; init; }

    /// <summary>How long the connection took, where this attempt opened one.</summary>
    public TimeSpan? ConnectTime { get; set; }

    /// <summary>The provider's id of the request, from the response's headers.</summary>
    public string? ProviderRequestId { get; set; }

    /// <summary>The provider's limits of the rate, from the response's headers; null where it tells none.</summary>
    public RateLimits? RateLimits { get; set; }

    /// <summary>Whether the request was sent: from then on the provider may work on it, and bill it.</summary>
    public bool Sent { get; set; }

    /// <summary>The reader of the stream under way; null for a whole answer.</summary>
    public IChatStreamReader? Stream { get; set; }

    /// <summary>What the provider has reported of an answer that did not come to its end; null for nothing.</summary>
    public UsageDetails? ReportedUsage =>
        ReadUsage() is { } read && !(_found?.TotalTokenCount > read.TotalTokenCount) ? read : _found;

    /// <summary>Keeps the usage in an answer or an event that could not be read; null for none.</summary>
    /// <returns>True.</returns>
    public bool Found(UsageDetails? usage)
    {
        _found = usage;
        return true;
    }

    // Counts that no answer can have are no report. The failure that the stream ended with goes on.
    private UsageDetails? ReadUsage()
    {
        try
        {
            return Stream?.Usage;
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            return null;
        }
    }
}
