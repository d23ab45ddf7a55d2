namespace ModelGateway.Catalog.Refresh;

/// <summary>The location of a catalog: an address or a file.</summary>
internal readonly record struct CatalogLocation
{
    private CatalogLocation(Uri? address, string? path, string name)
    {
        Address = address;
        Path = path;
        Name = name;
    }

    public Uri? Address { get; }

    /// <summary>The full path of the file; null for an address.</summary>
    public string? Path { get; }

    /// <summary>The name in messages. Query and user of an address are left out, since they may be secret.</summary>
    public string Name { get; }

    /// <summary>Parses a location; null where it is neither an address nor a path.</summary>
    public static CatalogLocation? TryParse(string location)
    {
        if (string.IsNullOrWhiteSpace(location) || location.Contains('\0'))
        {
            return null;
        }

        if (Uri.TryCreate(location, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            string name = address!.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
            return address.Host.Length == 0 ? null : new CatalogLocation(address, null, name);
        }

        string path = address is { IsFile: true } && location.Contains("://", StringComparison.Ordinal) ? address.LocalPath : location;
        return path.Contains("://", StringComparison.Ordinal) ? null : new CatalogLocation(null, System.IO.Path.GetFullPath(path), path);
    }
}
