namespace ModelGateway.Configuration;

/// <summary>Reads the settings of the catalog, and the dates of models.</summary>
internal static class CatalogOptionsReader
{
    public static void Read(SectionReader? section, CatalogOptions options)
    {
        if (section is null)
        {
            return;
        }

        options.UseEmbedded = section.Flag(nameof(options.UseEmbedded)) ?? options.UseEmbedded;
        options.DrainBefore = section.Duration(nameof(options.DrainBefore)) ?? options.DrainBefore;
        section.ReadList(
            nameof(options.Sources),
            options.Sources,
            static source => source.IsEmpty ? null : ReadSource(source),
            static (one, other) => one.Location == other.Location);
        section.RefuseUnknown();
    }

    public static ModelLifecycle? ReadLifecycle(SectionReader? section)
    {
        if (section is null)
        {
            return null;
        }

        ModelLifecycle lifecycle = new()
        {
            Released = section.Day(nameof(ModelLifecycle.Released)),
            Deprecated = section.Day(nameof(ModelLifecycle.Deprecated)),
            Sunset = section.Day(nameof(ModelLifecycle.Sunset)),
            Successor = section.Text(nameof(ModelLifecycle.Successor)),
        };
        section.RefuseUnknown();
        return lifecycle;
    }

    private static CatalogSourceOptions ReadSource(SectionReader section)
    {
        CatalogSourceOptions source = new();
        if (section.Value is { } location)
        {
            source.Location = location;
            return source;
        }

        source.Location = section.Text(nameof(source.Location)) ?? "";
        source.Format = section.Choice<CatalogFormat>(nameof(source.Format));
        source.RefreshEvery = section.Duration(nameof(source.RefreshEvery));
        foreach ((string header, string value) in section.Pairs(nameof(source.Headers)))
        {
            source.Headers[header] = value;
        }

        section.RefuseUnknown();
        return source;
    }
}
