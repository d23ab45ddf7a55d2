namespace ModelGateway.Configuration;

/// <summary>Reads what configuration says of catalogs and of models' dates.</summary>
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
        int before = options.Sources.Count;
        foreach ((_, SectionReader source) in section.Sections(nameof(options.Sources)))
        {
            if (!source.IsEmpty)
            {
                Set(options.Sources, before, ReadSource(source));
            }
        }

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

    // One of the same place that was set before, in code or by another section, is replaced.
    private static void Set(IList<CatalogSourceOptions> sources, int before, CatalogSourceOptions source)
    {
        for (int i = 0; i < before; i++)
        {
            if (sources[i].Location == source.Location)
            {
                sources[i] = source;
                return;
            }
        }

        sources.Add(source);
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
