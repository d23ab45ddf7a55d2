using System.Collections.ObjectModel;

namespace ModelGateway.Catalog.Models;

/// <summary>What a catalog file says of its provider as a whole.</summary>
internal sealed record CatalogHeader
{
    /// <summary>The catalog's name of the provider, which is the file's.</summary>
    public required string Provider { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>The provider types that it describes.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The hosts by which an endpoint is recognised as this provider's; those below them too.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The day to which the facts are current.</summary>
    public DateOnly? Updated { get; init; }

    /// <summary>Where the facts are from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Prefixes of model names (before a slash) that stand for the models of another file, without their prices and terms.</summary>
    public IReadOnlyDictionary<string, string> Relays { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Files whose models are served too.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>What holds for every model that does not say otherwise; its id is empty. Null where nothing does.</summary>
    public ModelInfo? Defaults { get; init; }

    /// <summary>This, and what the other says besides.</summary>
    public CatalogHeader Over(CatalogHeader other) => this with
    {
        Name = Name ?? other.Name,
        Types = Union(Types, other.Types),
        Hosts = Union(Hosts, other.Hosts),
        Updated = Updated is null || other.Updated > Updated ? other.Updated : Updated,
        Sources = Union(Sources, other.Sources),
        Relays = other.Relays.Concat(Relays).GroupBy(static relay => relay.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static relay => relay.Key, static relay => relay.Last().Value, StringComparer.OrdinalIgnoreCase),
        Includes = Union(Includes, other.Includes),
        Defaults = Defaults?.Over(other.Defaults) ?? other.Defaults,
    };

    private static IReadOnlyList<string> Union(IReadOnlyList<string> mine, IReadOnlyList<string> others) =>
        others.Count == 0 ? mine : mine.Count == 0 ? others : [.. mine.Union(others, StringComparer.OrdinalIgnoreCase)];
}
