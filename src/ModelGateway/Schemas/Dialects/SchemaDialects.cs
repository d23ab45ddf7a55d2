using System.Collections.Frozen;

namespace ModelGateway.Schemas.Dialects;

/// <summary>
/// The dialects of the services. One serves every way to a model: Claude takes the same schemas at Anthropic and on Bedrock.
/// </summary>
internal static class SchemaDialects
{
    private static readonly string[] Bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly string[] Lengths = ["minLength", "maxLength"];
    private static readonly string[] Conditions =
    [
        "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "dependencies", "contains", "minContains", "maxContains",
        "uniqueItems", "minProperties", "maxProperties", "patternProperties", "propertyNames", "unevaluatedProperties", "unevaluatedItems",
    ];

    /// <summary>Claude's strict tools and response formats.</summary>
    public static SchemaDialect Claude { get; } = new("Claude")
    {
        Closes = true,
        OneOfIsAnyOf = true,
        NeedsTypes = true,
        RefusesRecursion = true,
        MostMinItems = 1,
        DescribesHardPatterns = true,
        Described = Set(Bounds, Lengths, Conditions,
            ["maxItems", "nullable", "contentEncoding", "contentMediaType", "examples", "$comment"]),
        Formats = FrozenSet.Create(
            "date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid", "uri"),
    };

    /// <summary>Constrained decoding of Bedrock's other models.</summary>
    public static SchemaDialect Bedrock { get; } = new("Bedrock") { Closes = true, RefusesRecursion = true };

    /// <summary>Cohere's response formats and strict tools.</summary>
    public static SchemaDialect Cohere { get; } = new("Cohere")
    {
        OneOfIsAnyOf = true,
        NeedsObjectRoot = true,
        DescribesHardPatterns = true,
        Described = Set(Bounds, Lengths, ["not", "minItems", "maxItems", "uniqueItems"]),
        Refused = FrozenSet.Create("allOf"),
        Formats = FrozenSet.Create("date-time", "uuid", "date", "time"),
    };

    /// <summary>OpenAI's strict mode.</summary>
    public static SchemaDialect OpenAIStrict { get; } = new("OpenAI's strict mode")
    {
        IsSentAsGiven = true,
        Closes = true,
        RequiresAll = true,
        OneOfIsAnyOf = true,
        NeedsTypes = true,
        NeedsProperties = true,
        NeedsObjectRoot = true,
        RefersToDefinitionsOnly = true,
        Described = Set(Lengths, Conditions, ["default", "contentEncoding", "contentMediaType"]),
        Refused = FrozenSet.Create("allOf"),
        Formats = FrozenSet.Create("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"),
    };

    /// <summary>Groq's strict mode.</summary>
    public static SchemaDialect GroqStrict { get; } = new("Groq's strict mode")
    {
        IsSentAsGiven = true,
        Closes = true,
        RequiresAll = true,
        NeedsObjectRoot = true,
        Described = Set(["minItems", "maxItems"]),
    };

    /// <summary>Cerebras' strict mode.</summary>
    public static SchemaDialect CerebrasStrict { get; } = new("Cerebras' strict mode")
    {
        IsSentAsGiven = true,
        Closes = true,
        RequiresAll = true,
        NeedsTypes = true,
        NeedsObjectRoot = true,
        RefusesRecursion = true,
        Described = Set(Lengths, Bounds, Conditions, ["default", "nullable"]),
    };

    /// <summary>xAI, which is always strict.</summary>
    public static SchemaDialect XAI { get; } = new("xAI")
    {
        NeedsTypes = true,
        NeedsObjectRoot = true,
        RefusesRecursion = true,
        Ignored = FrozenSet.Create("not", "if", "then", "else"),
        Described = Set(["minContains", "maxContains"]),
    };

    /// <summary>Fireworks' response formats.</summary>
    public static SchemaDialect Fireworks { get; } = new("Fireworks")
    {
        OneOfIsAnyOf = true,
        Described = Set(Lengths, ["minItems", "maxItems", "pattern"]),
    };

    /// <summary>Perplexity's response formats.</summary>
    public static SchemaDialect Perplexity { get; } = new("Perplexity") { NeedsProperties = true, RefusesRecursion = true };

    /// <summary>Gemini's JSON Schema fields.</summary>
    public static SchemaDialect Gemini { get; } = new("Gemini")
    {
        Ignored = Set(Lengths, Conditions, ["exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "default"]),
    };

    private static FrozenSet<string> Set(params ReadOnlySpan<string[]> parts)
    {
        HashSet<string> all = [];
        foreach (string[] part in parts)
        {
            all.UnionWith(part);
        }

        return all.ToFrozenSet();
    }
}
