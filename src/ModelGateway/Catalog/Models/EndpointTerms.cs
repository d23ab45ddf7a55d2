using System.Net;
using System.Text.RegularExpressions;

namespace ModelGateway.Catalog.Models;

/// <summary>
/// Decides whether a provider's terms (prices, data retention, regions, dates) apply at an address. Gateways and servers of other operators
/// implement the same protocols, under different terms.
/// </summary>
internal static partial class EndpointTerms
{
    // Servers that run on the application's hardware cost nothing and keep no data there. Elsewhere they are run under unknown terms.
    private static readonly string[] SelfHosted = ["llama-server", "lm-studio", "ollama", "open-weights", "vllm"];

    /// <summary>The model with the terms that apply at an address.</summary>
    /// <param name="model">The model in the provider's file.</param>
    /// <param name="header">The provider.</param>
    /// <param name="endpoint">The configured address; null for the provider's usual one.</param>
    public static ModelInfo At(ModelInfo model, CatalogHeader header, Uri? endpoint)
    {
        if (endpoint is not { IsAbsoluteUri: true, Host: { Length: > 0 } host })
        {
            return model;
        }

        if (SelfHosted.Contains(header.Provider, StringComparer.OrdinalIgnoreCase))
        {
            return IsNear(host) ? model : model.WithoutPolicy() with { Pricing = IsFree(model.Pricing) ? null : model.Pricing };
        }

        bool isProvider = header.Hosts.Count == 0
            || header.Hosts.Any(known => IsHost(host, known) || IsHost(WithoutRegion(host), WithoutRegion(known)));
        return isProvider ? model : model.WithoutTerms();
    }

    /// <summary>Whether a host is the known one, or a subdomain of it.</summary>
    public static bool IsHost(string host, string known) =>
        host.EndsWith(known, StringComparison.OrdinalIgnoreCase) && (host.Length == known.Length || host[^(known.Length + 1)] == '.');

    /// <summary>Whether a host is this machine or in its local network.</summary>
    internal static bool IsNear(string host)
    {
        host = host.TrimEnd('.');
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return IsNear(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        }

        return !host.Contains('.', StringComparison.Ordinal) || EndsWith(".local") || EndsWith(".internal") || EndsWith(".localhost");

        bool EndsWith(string end) => host.EndsWith(end, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsNear(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
            || (bytes.Length == 4 && (bytes[0], bytes[1]) is (0, 0) or (10, _) or (172, >= 16 and <= 31) or (192, 168) or (169, 254));
    }

    private static bool IsFree(ModelPricing? pricing) =>
        pricing is not null && pricing.Rules.All(static rule => rule.Rates.Units.All(static rate => rate.Value == 0));

    private static string WithoutRegion(string host) => Region().Replace(host, "", 1);

    // The hosts of two regions differ only in the region's name, which is a label or the start of one. It is removed before hosts are
    // compared, but never from the last two labels, which identify the owner of the domain.
    [GeneratedRegex(
        @"(?<=^|\.)[a-z]+(?:-[a-z]+)+-?[0-9]+(?:\.(?=[^.]+\.[^.]+)|-(?=[^.]+\.[^.]+\.[^.]+))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Region();
}
