using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ModelGateway.Schemas.Dialects;

/// <summary>
/// What a service takes of a JSON schema, as data: of the parameters of tools and of response formats alike. What it does not list is
/// sent as given. Limits of number and size are not here: they change, and the service's answer names the one that was exceeded.
/// </summary>
/// <param name="service">The service, as messages name it.</param>
internal sealed class SchemaDialect(string service)
{
    private readonly ConditionalWeakTable<object, AdaptedSchema> _made = [];

    public string Service { get; } = service;

    /// <summary>Whether schemas are sent as they are, so that what would have to change is for the caller to change.</summary>
    public bool IsSentAsGiven { get; init; }

    /// <summary>Whether objects are closed: those with named properties are closed here, those with others cannot be sent.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether every property has to be required.</summary>
    public bool RequiresAll { get; init; }

    /// <summary>Whether <c>oneOf</c> is written as <c>anyOf</c>.</summary>
    public bool OneOfIsAnyOf { get; init; }

    /// <summary>Whether a schema that allows any value is refused.</summary>
    public bool NeedsTypes { get; init; }

    /// <summary>Whether an object has to name its properties.</summary>
    public bool NeedsProperties { get; init; }

    /// <summary>Whether the root has to be an object, and no union.</summary>
    public bool NeedsObjectRoot { get; init; }

    /// <summary>Whether a schema that refers to itself is refused.</summary>
    public bool RefusesRecursion { get; init; }

    /// <summary>Whether references may only lead to definitions.</summary>
    public bool RefersToDefinitionsOnly { get; init; }

    /// <summary>The largest <c>minItems</c>; larger ones go into the description.</summary>
    public int MostMinItems { get; init; } = int.MaxValue;

    /// <summary>Whether patterns with look-around, references or word boundaries go into the description.</summary>
    public bool DescribesHardPatterns { get; init; }

    /// <summary>Keywords that are refused as constraints and go into the description.</summary>
    public FrozenSet<string> Described { get; init; } = [];

    /// <summary>Keywords that nothing can stand in for.</summary>
    public FrozenSet<string> Refused { get; init; } = [];

    /// <summary>Keywords that the service takes, but does not hold the model to.</summary>
    public FrozenSet<string> Ignored { get; init; } = [];

    /// <summary>The formats that are taken; others go into the description. Null for all.</summary>
    public FrozenSet<string>? Formats { get; init; }

    /// <summary>A schema as the service takes it. Made once for each tool or response format.</summary>
    /// <param name="owner">The tool or response format that the schema belongs to. The result is kept as long as it lives.</param>
    /// <param name="schema">The owner's schema.</param>
    public AdaptedSchema Adapt(object owner, JsonElement schema)
    {
        if (!_made.TryGetValue(owner, out AdaptedSchema? made))
        {
            made = AdaptedSchema.From(schema, this);
            _made.AddOrUpdate(owner, made);
        }

        return made;
    }
}
