using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelGateway.Protocols.Errors;

/// <summary>The numbers of a request that is larger than what may be sent in a minute: <c>Limit 30000, Requested 40000</c>.</summary>
internal static partial class RateOverflow
{
    public static ContextOverflow Find(string? message) =>
        message is not null && message.Contains("request too large", StringComparison.OrdinalIgnoreCase)
            && Numbers().Match(message) is { Success: true } match
            ? new ContextOverflow(Number(match.Groups["limit"]), Number(match.Groups["requested"]))
            : default;

    private static long? Number(Group group) =>
        long.TryParse(group.ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long number) ? number : null;

    [GeneratedRegex(@"Limit (?<limit>\d[\d,]*)\D+Requested (?<requested>\d[\d,]*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
