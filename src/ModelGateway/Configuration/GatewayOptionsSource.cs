using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ModelGateway.Configuration;

/// <summary>Creates the options of one gateway, and follows their changes.</summary>
internal sealed class GatewayOptionsSource
{
    private readonly string _name;
    private readonly IOptionsFactory<ModelGatewayOptions> _factory;
    private readonly IOptionsChangeTokenSource<ModelGatewayOptions>[] _sources;
    private readonly IConfiguration? _configuration;

    /// <param name="name">The name of the options.</param>
    /// <param name="factory">Creates them.</param>
    /// <param name="sources">What says that they changed, of all names.</param>
    /// <param name="configuration">The application's configuration; null where there is none.</param>
    public GatewayOptionsSource(
        string name, IOptionsFactory<ModelGatewayOptions> factory, IEnumerable<IOptionsChangeTokenSource<ModelGatewayOptions>> sources,
        IConfiguration? configuration = null)
    {
        _name = name;
        _factory = factory;
        _sources = [.. sources.Where(source => (source.Name ?? Options.DefaultName) == name)];
        _configuration = configuration;
    }

    public ModelGatewayOptions Create() => _factory.Create(_name);

    /// <summary>Calls back after each change. Sections of one configuration change together, which is one change.</summary>
    public IDisposable OnChange(Action changed) => ChangeToken.OnChange(
        () => new CompositeChangeToken(Array.ConvertAll(_sources, static source => source.GetChangeToken())), changed);

    /// <summary>
    /// Calls back for every file that cannot be read again after it changed, of the application's configuration and of the roots that the
    /// options were read from. A gateway that follows no configuration follows no file.
    /// </summary>
    public ConfigurationFiles WatchFiles(ModelGatewayOptions options, Action<string, Exception> failed) =>
        new(_sources.Length == 0 ? [] : options.Sections.All.Append(_configuration).OfType<IConfigurationRoot>(), failed);
}
