namespace ModelGateway.Costs.Tokens;

/// <summary>Adds up how many bytes the texts have at most: no tokenizer makes more tokens of a text than it has bytes.</summary>
internal struct SizeSink : ITextSink
{
    private const int BytesPerCharacter = 3;

    public long Bytes { get; private set; }

    /// <summary>The characters; bytes, where the text was given in UTF-8.</summary>
    public long Characters { get; private set; }

    public void Add(ReadOnlySpan<char> text)
    {
        Bytes += (long)text.Length * BytesPerCharacter;
        Characters += text.Length;
    }

    public void AddUtf8(ReadOnlySpan<byte> text)
    {
        Bytes += text.Length;
        Characters += text.Length;
    }
}
