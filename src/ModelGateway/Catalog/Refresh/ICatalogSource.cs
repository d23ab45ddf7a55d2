namespace ModelGateway.Catalog.Refresh;

/// <summary>A place that a catalog is read from: a file or an address.</summary>
internal interface ICatalogSource
{
    /// <summary>The interval between two reads, unless the options set another.</summary>
    TimeSpan UsualInterval { get; }

    /// <summary>
    /// Whether reading puts load on a server. After a failure a remote source is given time, and reads are spread so that gateways do not
    /// ask at the same moment.
    /// </summary>
    bool IsRemote { get; }

    /// <summary>Reads the content.</summary>
    /// <param name="last">The last good content; null where there is none yet.</param>
    /// <param name="isAskedFor">Whether a caller waits for the result, so that the source reads at once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The content; null where it is known to be unchanged.</returns>
    /// <exception cref="CatalogException">The content cannot be read.</exception>
    ValueTask<CatalogBytes?> ReadAsync(CatalogContent? last, bool isAskedFor, CancellationToken cancellationToken);
}

/// <summary>The content of a source before it is parsed.</summary>
internal sealed record CatalogBytes(ReadOnlyMemory<byte> Utf8, string? EntityTag = null, DateTimeOffset? Modified = null);
