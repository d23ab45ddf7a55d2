using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway;

/// <summary>Marks where a prompt's beginning ends that the provider is to cache. Providers that cache by themselves ignore the marks.</summary>
public static class CacheBreakpointExtensions
{
    /// <summary>Has the provider cache the prompt up to this content, which included.</summary>
    /// <typeparam name="TContent">The type of the content, which is kept.</typeparam>
    /// <param name="content">The content; changed in place.</param>
    /// <param name="ttl">How long. The default is five minutes.</param>
    /// <returns>The same content.</returns>
    public static TContent WithCacheBreakpoint<TContent>(this TContent content, CacheTtl ttl = CacheTtl.FiveMinutes)
        where TContent : AIContent
    {
        ArgumentNullException.ThrowIfNull(content);
        (content.AdditionalProperties ??= [])[ProviderOptionNames.CacheBreakpoint] = Word(ttl);
        return content;
    }

    internal static string Word(CacheTtl ttl) => ttl switch
    {
        CacheTtl.FiveMinutes => "5m",
        CacheTtl.OneHour => "1h",
        _ => throw new ArgumentOutOfRangeException(nameof(ttl)),
    };
}
