namespace ModelGateway.Catalog.Refresh;

/// <summary>Where a catalog is: at an address, or in a file.</summary>
internal readonly record struct CatalogLocation
{
    private CatalogLocation(Uri? address, string? path, string name)
    {
        Address = address;
        Path = path;
        Name = name;
    }

    public Uri? Address { get; }

    /// <summary>The full path of a file.</summary>
    public string? Path { get; }

    /// <summary>What messages call it: an address is without its query and user, which may be secret.</summary>
    public string Name { get; }

    /// <summary>Reads a location; null where it is neither.</summary>
    public static CatalogLocation? TryParse(string location)
    {
        if (string.IsNullOrWhiteSpace(location) || location.Contains('\0'))
        {
            return null;
        }

        if (Uri.TryCreate(location, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            return address!.Host.Length == 0 ? null : new CatalogLocation(address, null, address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
        }

        string path = address is { IsFile: true } && location.Contains("://", StringComparison.Ordinal) ? address.LocalPath : location;
        return path.Contains("://", StringComparison.Ordinal) ? null : new CatalogLocation(null, System.IO.Path.GetFullPath(path), path);
    }
}
