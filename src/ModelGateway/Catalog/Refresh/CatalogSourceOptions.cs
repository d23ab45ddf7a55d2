namespace ModelGateway;

/// <summary>
/// A catalog from outside. A file is read when the gateway is built; an address is asked as soon as it runs, and no request waits for that. What
/// cannot be read or is wrong is refused whole, and the last good content stays in effect.
/// </summary>
public sealed class CatalogSourceOptions
{
    /// <summary>An http or https address, or the path of a file; a relative one is below the working directory.</summary>
    public string Location { get; set; } = "";

    /// <summary>What it is written in.</summary>
    /// <value>
    /// The default is null: the format is recognised by the content. A provider's own list of models (<see cref="CatalogFormat.ModelList"/>)
    /// cannot be a source.
    /// </value>
    public CatalogFormat? Format { get; set; }

    /// <summary>
    /// How often an address is asked whether it has changed, give or take a tenth, and a file is looked at. A changed file is read when it has
    /// been the same at two looks, so that one half written is left alone; whether it has changed is told by its time and length, and every twelfth
    /// time by its content. <see cref="Timeout.InfiniteTimeSpan"/> asks once.
    /// </summary>
    /// <value>The default is null: a day for an address, five seconds for a file.</value>
    public TimeSpan? RefreshEvery { get; set; }

    /// <summary>
    /// Headers that an address is asked with. A value may be <c>env:NAME</c> or <c>config:PATH</c>, which is where credentials belong.
    /// </summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
