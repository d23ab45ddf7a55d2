using System.Net;
using System.Text.RegularExpressions;

namespace ModelGateway.Catalog.Models;

/// <summary>
/// Whether what a provider's file says of its terms (prices, data, regions, dates) holds at an address. A provider's protocol is spoken by
/// gateways and servers of others too, under terms of their own.
/// </summary>
internal static partial class EndpointTerms
{
    // What runs on hardware of one's own costs nothing and keeps nothing; a server elsewhere is somebody's.
    private static readonly string[] OwnHardware = ["llama-server", "lm-studio", "ollama", "open-weights", "vllm"];

    /// <summary>A model as it is served at the address.</summary>
    /// <param name="model">What the provider's file says.</param>
    /// <param name="header">The provider.</param>
    /// <param name="endpoint">The address that was configured; null for the provider's usual one.</param>
    public static ModelInfo At(ModelInfo model, CatalogHeader header, Uri? endpoint)
    {
        if (endpoint is not { IsAbsoluteUri: true, Host: { Length: > 0 } host })
        {
            return model;
        }

        if (OwnHardware.Contains(header.Provider, StringComparer.OrdinalIgnoreCase))
        {
            return IsNear(host) ? model : model.WithoutPolicy() with { Pricing = IsFree(model.Pricing) ? null : model.Pricing };
        }

        return header.Hosts.Count == 0 || header.Hosts.Any(known => IsHost(host, known) || IsHost(WithoutRegion(host), WithoutRegion(known))) ? model : model.WithoutTerms();
    }

    /// <summary>Whether a host is the known one, or below it.</summary>
    public static bool IsHost(string host, string known) =>
        host.EndsWith(known, StringComparison.OrdinalIgnoreCase) && (host.Length == known.Length || host[^(known.Length + 1)] == '.');

    /// <summary>Whether a host is this machine or in its own network.</summary>
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

    private static bool IsFree(ModelPricing? pricing) => pricing is not null && pricing.Rules.All(static rule => rule.Rates.Units.All(static rate => rate.Value == 0));

    private static string WithoutRegion(string host) => Region().Replace(host, "", 1);

    // A provider's hosts of two regions differ by its name only, a label or the beginning of one. The last two labels, whose domain it is, stay.
    [GeneratedRegex(@"(?<=^|\.)[a-z]+(?:-[a-z]+)+-?[0-9]+(?:\.(?=[^.]+\.[^.]+)|-(?=[^.]+\.[^.]+\.[^.]+))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Region();
}
