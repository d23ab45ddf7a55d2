namespace ModelGateway.Tokens;

/// <summary>Receives the texts of a request one by one.</summary>
internal interface ITextSink
{
    void Add(ReadOnlySpan<char> text);

    void AddUtf8(ReadOnlySpan<byte> text);
}
