namespace ModelGateway.Tokens;

/// <summary>What the characters of a block of 64 are, a bit each. The lowest bit is the first character.</summary>
internal struct TextBlock
{
    public ulong Letter;
    public ulong Capital;
    public ulong Digit;
    public ulong Space;
    public ulong Tab;
    public ulong LineEnd;
    public ulong Punctuation;

    /// <summary>Those of <see cref="Punctuation"/>, and the letters and digits, that keys and Base64 are made of.</summary>
    public ulong Dense;

    /// <summary>Those that are the same as the one before.</summary>
    public ulong Repeat;

    /// <summary>Those outside of ASCII.</summary>
    public ulong Wide;
}
