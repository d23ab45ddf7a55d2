using System.Text.Json;
using System.Xml;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace ModelGateway.Configuration;

/// <summary>
/// Learns of configuration files that cannot be read. A file that was cut off loses its settings without a change being announced, so the
/// gateway would say nothing, and at the next change of another file go on without them.
/// </summary>
internal sealed class ConfigurationFiles : IDisposable
{
    private readonly List<FileConfigurationSource> _sources = [];
    private readonly Dictionary<FileConfigurationProvider, IChangeToken?> _unread = [];
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

    /// <summary>
    /// A fault for every file that could not be read when it last changed. Its settings are missing from the configuration, so that a
    /// change of another file must not take effect without them.
    /// </summary>
    public IReadOnlyList<string> FindUnread()
    {
        lock (_unread)
        {
            foreach ((FileConfigurationProvider file, IChangeToken? read) in _unread)
            {
                if (read is { HasChanged: true } || file.GetChildKeys([], null).Any())
                {
                    _unread.Remove(file);
                }
            }

            return [.. _unread.Keys.Select(static file => Describe(NameOf(file)))];
        }
    }

    /// <summary>What is wrong with a file that cannot be read, and what to do.</summary>
    public static string Describe(string file) => $"{file} cannot be read. Correct it; what it said before stays in effect.";

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

    private void Report(FileLoadExceptionContext context)
    {
        lock (_unread)
        {
            // Where the host ignores the exception, the missing settings are announced as a change, which is none of the file's.
            _unread[context.Provider] = context.Ignore ? null : context.Provider.GetReloadToken();
        }

        _failed(NameOf(context.Provider), WithoutText(context.Exception));
    }

    private static string NameOf(FileConfigurationProvider file) => file.Source.Path ?? "a file";

    // An INI file's error repeats the whole line, which may hold a key.
    private static Exception WithoutText(Exception exception) =>
        exception.GetBaseException() is JsonException or XmlException ? exception : new InvalidDataException(exception.Message);
}
