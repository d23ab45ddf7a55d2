namespace ModelGateway.Tokens;

/// <summary>What a request has beside its texts.</summary>
internal struct InputCounts
{
    public int Messages;
    public int Calls;
    public int Tools;
    public int Schemas;

    /// <summary>Whether the tools are not to be called: some providers then leave them out.</summary>
    public bool AreToolsIdle;

    /// <summary>Files that only the provider knows, and contents that could not be read.</summary>
    public int Unknown;

    /// <summary>Bytes of sound and video.</summary>
    public long MediaBytes;

    /// <summary>Bytes of documents and other files.</summary>
    public long FileBytes;

    /// <summary>The images; null where there are none. Of size 0 are those whose size is not known.</summary>
    public List<ImageSize>? Images;
}
