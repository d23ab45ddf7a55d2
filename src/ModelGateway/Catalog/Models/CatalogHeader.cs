using System.Collections.ObjectModel;
using ModelGateway.Catalog.Rules;

namespace ModelGateway.Catalog.Models;

/// <summary>The header of a catalog file: what it says about its provider.</summary>
internal sealed record CatalogHeader
{
    /// <summary>The catalog's name of the provider, which is also the name of the file.</summary>
    public required string Provider { get; init; }

    /// <summary>The display name.</summary>
    public string? Name { get; init; }

    /// <summary>The provider types that the file describes.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The hosts, including their subdomains, by which an endpoint is recognised as this provider's.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The day on which the facts were current.</summary>
    public DateOnly? Updated { get; init; }

    /// <summary>The sources of the facts.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>
    /// Prefixes of model names (before a slash), each with the file whose models it relays, without their prices and terms.
    /// </summary>
    public IReadOnlyDictionary<string, string> Relays { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Other files with models that this provider serves.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>Facts of every model that does not override them, with an empty id; null where there are none.</summary>
    public ModelInfo? Defaults { get; init; }

    /// <summary>Other files whose rules hold for this provider's models too.</summary>
    public IReadOnlyList<string> Follows { get; init; } = [];

    /// <summary>What models refuse in combination.</summary>
    public IReadOnlyList<CatalogRule> Rules { get; init; } = [];

    /// <summary>This header layered over another: facts that this one lacks are taken from the other.</summary>
    public CatalogHeader Over(CatalogHeader other) => this with
    {
        Name = Name ?? other.Name,
        Types = Union(Types, other.Types),
        Hosts = Union(Hosts, other.Hosts),
        Updated = Updated is null || other.Updated > Updated ? other.Updated : Updated,
        Sources = Union(Sources, other.Sources),
        Relays = other.Relays.Concat(Relays)
            .GroupBy(static relay => relay.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static relay => relay.Key, static relay => relay.Last().Value, StringComparer.OrdinalIgnoreCase),
        Includes = Union(Includes, other.Includes),
        Defaults = Defaults?.Over(other.Defaults) ?? other.Defaults,
        Follows = Union(Follows, other.Follows),
        Rules = ModelRules.After(Rules, other.Rules),
    };

    private static IReadOnlyList<string> Union(IReadOnlyList<string> mine, IReadOnlyList<string> others) =>
        others.Count == 0 ? mine : mine.Count == 0 ? others : [.. mine.Union(others, StringComparer.OrdinalIgnoreCase)];
}
