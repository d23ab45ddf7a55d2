namespace ModelGateway.Catalog.Json;

/// <summary>The fields of a catalog file by object, in the order in which they are written. The JSON schema has the same fields.</summary>
internal static class CatalogFields
{
    public static readonly string[] File =
        ["$schema", "provider", "name", "types", "hosts", "updated", "sources", "relays", "includes", "defaults", "follows", "rules",
            "models"];

    public static readonly string[] Model =
    [
        "name", "aliases", "kind", "can", "cannot", "rules", "context", "maxInput", "maxOutput", "tokenizer", "dimensions",
        "embeddingSpace",
        "released", "deprecated", "sunset", "successor", "regions", "retentionDays", "prices", "multipliers",
    ];

    public static readonly string[] Rule = ["from", "until", "window", "serviceTier", "rates", "tiers"];

    public static readonly string[] Window = ["from", "to", "days"];

    public static readonly string[] Tier = ["above", "rates"];

    /// <summary>The fields of a rule on what models take. Those of one model have no <c>models</c> and <c>except</c>.</summary>
    public static readonly string[] ModelRule =
    [
        "name", "models", "except", "api", "uses", "efforts", "lacks", "leavesOut", "takesEfforts", "needs", "otherwiseEffort", "source",
    ];

    /// <summary>The interfaces, from the second value of <see cref="ProviderApi"/> on.</summary>
    public static readonly string[] Apis = ["chat-completions", "responses"];

    public static readonly string[] Kinds = ["chat", "embedding", "other"];

    public static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
}
