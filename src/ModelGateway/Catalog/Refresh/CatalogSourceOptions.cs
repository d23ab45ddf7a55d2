namespace ModelGateway;

/// <summary>An additional catalog, from a file or an address.</summary>
/// <remarks>
/// A file is read when the gateway is built. An address is requested as soon as the gateway runs, and no call waits for it. A catalog that
/// cannot be read or is invalid is rejected whole, and the last good content stays in effect.
/// </remarks>
public sealed class CatalogSourceOptions
{
    /// <summary>An http or https address, or the path of a file. A relative path starts at the working directory.</summary>
    public string Location { get; set; } = "";

    /// <summary>The format of the content. <see cref="CatalogFormat.ModelList"/> cannot be a source.</summary>
    /// <value>The default is null: the format is detected.</value>
    public CatalogFormat? Format { get; set; }

    /// <summary>
    /// The interval between two checks for changes; that of an address varies by up to a tenth. <see cref="Timeout.InfiniteTimeSpan"/>
    /// reads once.
    /// </summary>
    /// <remarks>
    /// A changed file is read after two checks have found the same time and length, so that a file that is being written is not read. Every
    /// twelfth check compares the content.
    /// </remarks>
    /// <value>The default is null: one day for an address, five seconds for a file.</value>
    public TimeSpan? RefreshEvery { get; set; }

    /// <summary>
    /// Headers of the request to an address. A value may be <c>env:NAME</c> or <c>config:PATH</c>; use these for credentials.
    /// </summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
