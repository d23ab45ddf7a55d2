namespace ModelGateway.Catalog.Refresh;

/// <summary>A place that a catalog can be had from.</summary>
internal interface ICatalogSource
{
    /// <summary>How often it is asked unless the options say otherwise.</summary>
    TimeSpan UsualInterval { get; }

    /// <summary>Whether asking costs others something, so that failures are followed by a pause and no two gateways should ask at once.</summary>
    bool IsRemote { get; }

    /// <summary>Asks for the content.</summary>
    /// <param name="last">The last good content; null where there is none yet.</param>
    /// <param name="isAskedFor">Whether somebody waits for it, so that nothing is put off.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The content; null where it is known to be the last one still.</returns>
    /// <exception cref="CatalogException">It cannot be had.</exception>
    ValueTask<CatalogBytes?> ReadAsync(CatalogContent? last, bool isAskedFor, CancellationToken cancellationToken);
}
