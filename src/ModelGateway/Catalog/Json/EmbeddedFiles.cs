using System.Reflection;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>The catalog files that are embedded in the assembly.</summary>
internal static class EmbeddedFiles
{
    private const string Prefix = "Catalog/";
    private const string Suffix = ".json";

    private static readonly Assembly Assembly = typeof(EmbeddedFiles).Assembly;

    /// <summary>The files by the name of their provider. They are opened when they are first needed.</summary>
    public static IEnumerable<KeyValuePair<string, ICatalogProvider>> Providers =>
        Names.Select(static name => KeyValuePair.Create<string, ICatalogProvider>(name, new LazyProvider(() => Open(name))));

    public static IEnumerable<string> Names => Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(static name => name[Prefix.Length..^Suffix.Length]);

    /// <summary>The bytes of a file, in the memory of the loaded assembly.</summary>
    public static ReadOnlyMemory<byte> Open(string provider)
    {
        Stream stream = Assembly.GetManifestResourceStream(Prefix + provider + Suffix)
            ?? throw new ArgumentException($"'{provider}' has no file.", nameof(provider));
        return new ResourceBytes((UnmanagedMemoryStream)stream).Memory;
    }
}
