namespace ModelGateway.Tokens;

/// <summary>What of the block before bears on the next: words, numbers and runs go on over the edge.</summary>
internal struct TextCarry
{
    public ulong Letter;
    public ulong Letters2;
    public ulong Letters4;
    public ulong Capital;
    public ulong Digit;
    public ulong Digits2;
    public ulong Space;
    public ulong Spaces2;
    public ulong Tab;
    public ulong LineEnd;
    public ulong Punctuation;
    public ulong Dense;
    public ulong Dense2;
    public ulong Dense4;
    public ulong Dense8;
    public ulong Dense16;
    public char Last;
}
