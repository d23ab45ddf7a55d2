using ModelGateway;
using ModelGateway.Protocols.Options;
using ModelGateway.Requests;

namespace Microsoft.Extensions.AI;

/// <summary>Marks contents of a prompt for the provider's prompt cache. Providers that cache by themselves ignore the marks.</summary>
public static class GatewayContentExtensions
{
    /// <summary>
    /// Has the provider cache the prompt up to and including this content. The mark is put on the content itself, which has no clone: a
    /// history keeps it for the next turn.
    /// </summary>
    /// <typeparam name="TContent">The type of the content.</typeparam>
    /// <param name="content">The content; changed in place.</param>
    /// <param name="ttl">How long the provider keeps the prompt. The default is five minutes.</param>
    /// <returns>The same content.</returns>
    public static TContent MarkCacheBreakpoint<TContent>(this TContent content, CacheTtl ttl = CacheTtl.FiveMinutes)
        where TContent : AIContent
    {
        ArgumentNullException.ThrowIfNull(content);
        (content.AdditionalProperties ??= [])[ProviderOptionNames.CacheBreakpoint] = CacheTtlWords.From(ttl);
        return content;
    }
}
