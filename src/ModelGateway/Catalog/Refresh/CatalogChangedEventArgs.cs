namespace ModelGateway;

/// <summary>The catalog says something else than before.</summary>
public sealed class CatalogChangedEventArgs : EventArgs
{
    internal CatalogChangedEventArgs(CatalogDiff diff)
    {
        Diff = diff;
    }

    /// <summary>What it says otherwise.</summary>
    public CatalogDiff Diff { get; }
}
