using System.Text;
using Microsoft.Extensions.AI;

namespace ModelGateway.Pipeline;

/// <summary>
/// Ids that only the deployment which issued them understands (conversations, continuation tokens). They go out with that deployment's
/// name before them, so that the next request finds its way back, in another process too.
/// </summary>
internal static class IssuedId
{
    private const char Separator = '#';

    public static string Encode(string deployment, string id) => Uri.EscapeDataString(deployment) + Separator + id;

    /// <summary>Splits an id; false where it does not say who issued it.</summary>
    public static bool TryDecode(string encoded, out string deployment, out string id)
    {
        int at = encoded.IndexOf(Separator);
        deployment = at > 0 ? Uri.UnescapeDataString(encoded[..at]) : "";
        id = at > 0 ? encoded[(at + 1)..] : encoded;
        return at > 0;
    }

    public static ResponseContinuationToken Encode(string deployment, ResponseContinuationToken token)
    {
        byte[] prefix = Encoding.UTF8.GetBytes(Uri.EscapeDataString(deployment) + Separator);
        return ResponseContinuationToken.FromBytes((byte[])[.. prefix, .. token.ToBytes().Span]);
    }

    public static bool TryDecode(ResponseContinuationToken encoded, out string deployment, out ResponseContinuationToken token)
    {
        ReadOnlyMemory<byte> bytes = encoded.ToBytes();
        int at = bytes.Span.IndexOf((byte)Separator);
        deployment = at > 0 ? Uri.UnescapeDataString(Encoding.UTF8.GetString(bytes.Span[..at])) : "";
        token = at > 0 ? ResponseContinuationToken.FromBytes(bytes[(at + 1)..]) : encoded;
        return at > 0;
    }
}
