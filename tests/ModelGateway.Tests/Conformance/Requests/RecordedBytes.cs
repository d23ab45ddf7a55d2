namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Bytes as base64, which the recording cut short with an ellipsis where they were many.</summary>
internal static class RecordedBytes
{
    private const char Ellipsis = '…';

    /// <summary>What is left of the bytes.</summary>
    /// <exception cref="NotMappedException">They never were base64.</exception>
    public static byte[] Read(string base64)
    {
        try
        {
            return Convert.FromBase64String(Kept(base64));
        }
        catch (FormatException)
        {
            throw new NotMappedException("data that is no base64");
        }
    }

    /// <summary>The base64, or the end of a data URI, without what the cut left incomplete.</summary>
    public static string Kept(string text)
    {
        if (!text.EndsWith(Ellipsis))
        {
            return text;
        }

        int start = text.IndexOf(',', StringComparison.Ordinal) + 1;
        int kept = (text.Length - 1 - start) / 4 * 4;
        return text[..(start + kept)];
    }
}
