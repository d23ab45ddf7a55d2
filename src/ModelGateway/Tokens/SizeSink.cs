namespace ModelGateway.Tokens;

/// <summary>Adds up how long the texts are: characters, or bytes, where a text was given in UTF-8.</summary>
internal struct SizeSink : ITextSink
{
    public long Characters { get; private set; }

    public void Add(ReadOnlySpan<char> text) => Characters += text.Length;

    public void AddUtf8(ReadOnlySpan<byte> text) => Characters += text.Length;
}
