namespace ModelGateway.Buffers;

/// <summary>
/// The one check of texts that become the value of an HTTP header, whether they are keys, options of a request or settings.
/// </summary>
internal static class HeaderText
{
    /// <summary>The fault of a text that fails, as the end of a sentence. The text itself may be secret and is not repeated.</summary>
    public const string Fault = "holds a line break or another character that no header can carry. Remove it.";

    /// <summary>Whether a header can carry the text: only printable ASCII can, and a line break would begin another header.</summary>
    public static bool IsSendable(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
