namespace ModelGateway.Testing.Simulators;

/// <summary>Splits text into streamed pieces, never within a character.</summary>
internal static class TextPieces
{
    public static List<string> Split(string text, int length)
    {
        List<string> pieces = [];
        for (int at = 0; at < text.Length;)
        {
            int end = Math.Min(text.Length, at + Math.Max(1, length));
            if (end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            pieces.Add(text[at..end]);
            at = end;
        }

        return pieces;
    }
}
