using Microsoft.Extensions.Configuration;

namespace ModelGateway.Configuration;

/// <summary>
/// Learns of configuration files that cannot be read. A file that was cut off loses its settings without a change being announced, so the
/// gateway would keep its last good configuration and say nothing.
/// </summary>
internal sealed class ConfigurationFiles : IDisposable
{
    private readonly List<FileConfigurationSource> _sources = [];
    private readonly Action<string, Exception> _failed;

    /// <param name="roots">The configurations.</param>
    /// <param name="failed">Is called with the file's name and the exception.</param>
    public ConfigurationFiles(IEnumerable<IConfigurationRoot> roots, Action<string, Exception> failed)
    {
        _failed = failed;
        foreach (IConfigurationRoot root in roots)
        {
            Add(root);
        }
    }

    public void Dispose()
    {
        foreach (FileConfigurationSource source in _sources)
        {
            source.OnLoadException -= Report;
        }
    }

    private void Add(IConfigurationRoot root)
    {
        foreach (IConfigurationProvider provider in root.Providers)
        {
            if (provider is FileConfigurationProvider { Source: { } source } && !_sources.Contains(source))
            {
                // What the host does with such an exception stays its own decision: this adds to it.
                source.OnLoadException += Report;
                _sources.Add(source);
            }
            else if (provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner })
            {
                Add(inner);
            }
        }
    }

    private void Report(FileLoadExceptionContext context) => _failed(context.Provider.Source.Path ?? "a file", context.Exception);
}
