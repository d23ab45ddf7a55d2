namespace ModelGateway;

/// <summary>Why a source of the catalog could not be read, or was refused.</summary>
public sealed class CatalogRefreshFailedEventArgs : EventArgs
{
    internal CatalogRefreshFailedEventArgs(string source, CatalogException exception)
    {
        Source = source;
        Exception = exception;
    }

    /// <summary>The source, as <see cref="CatalogSourceStatus.Location"/>.</summary>
    public string Source { get; }

    /// <summary>What is wrong with it.</summary>
    public CatalogException Exception { get; }
}
