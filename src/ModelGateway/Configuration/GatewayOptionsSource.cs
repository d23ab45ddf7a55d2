using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ModelGateway.Configuration;

/// <summary>Creates the options of one gateway, and follows their changes.</summary>
internal sealed class GatewayOptionsSource
{
    private readonly string _name;
    private readonly IOptionsFactory<ModelGatewayOptions> _factory;
    private readonly IOptionsChangeTokenSource<ModelGatewayOptions>[] _sources;

    public GatewayOptionsSource(
        string name, IOptionsFactory<ModelGatewayOptions> factory, IEnumerable<IOptionsChangeTokenSource<ModelGatewayOptions>> sources)
    {
        _name = name;
        _factory = factory;
        _sources = [.. sources.Where(source => (source.Name ?? Options.DefaultName) == name)];
    }

    public ModelGatewayOptions Create() => _factory.Create(_name);

    /// <summary>Calls back after each change. Sections of one configuration change together, which is one change.</summary>
    public IDisposable OnChange(Action changed) => ChangeToken.OnChange(
        () => new CompositeChangeToken(Array.ConvertAll(_sources, static source => source.GetChangeToken())), changed);
}
