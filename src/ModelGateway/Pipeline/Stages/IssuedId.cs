using System.Text;
using Microsoft.Extensions.AI;

namespace ModelGateway.Pipeline.Stages;

/// <summary>
/// Ids that only the deployment which issued them understands (conversations, continuation tokens). They go out with that deployment's
/// name before them, so that the next request finds its way back, in another process too.
/// </summary>
internal static class IssuedId
{
    // Tells the gateway's ids from a provider's own, which may hold anything.
    private const string Mark = "mg:";
    private const char Separator = '#';

    public static string Encode(string deployment, string id) => Prefix(deployment) + id;

    /// <summary>Splits an id; false where it does not say who issued it.</summary>
    public static bool TryDecode(string encoded, out string deployment, out string id)
    {
        int at = encoded.StartsWith(Mark, StringComparison.Ordinal) ? encoded.IndexOf(Separator) : -1;
        deployment = at > 0 ? Uri.UnescapeDataString(encoded[Mark.Length..at]) : "";
        id = at > 0 ? encoded[(at + 1)..] : encoded;
        return at > 0;
    }

    public static ResponseContinuationToken Encode(string deployment, ResponseContinuationToken token)
    {
        byte[] prefix = Encoding.UTF8.GetBytes(Prefix(deployment));
        return ResponseContinuationToken.FromBytes((byte[])[.. prefix, .. token.ToBytes().Span]);
    }

    public static bool TryDecode(ResponseContinuationToken encoded, out string deployment, out ResponseContinuationToken token)
    {
        ReadOnlyMemory<byte> bytes = encoded.ToBytes();
        int at = bytes.Span.StartsWith("mg:"u8) ? bytes.Span.IndexOf((byte)Separator) : -1;
        deployment = at > 0 ? Uri.UnescapeDataString(Encoding.UTF8.GetString(bytes.Span[Mark.Length..at])) : "";
        token = at > 0 ? ResponseContinuationToken.FromBytes(bytes[(at + 1)..]) : encoded;
        return at > 0;
    }

    private static string Prefix(string deployment) => Mark + Uri.EscapeDataString(deployment) + Separator;
}
