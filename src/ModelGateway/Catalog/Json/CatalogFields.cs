namespace ModelGateway.Catalog.Json;

/// <summary>The fields of a catalog file by object, in the order in which they are written. The JSON schema has the same fields.</summary>
internal static class CatalogFields
{
    public static readonly string[] File =
        ["$schema", "provider", "name", "types", "hosts", "updated", "sources", "relays", "includes", "defaults", "models"];

    public static readonly string[] Model =
    [
        "name", "aliases", "kind", "can", "cannot", "context", "maxInput", "maxOutput", "tokenizer", "dimensions", "embeddingSpace",
        "released", "deprecated", "sunset", "successor", "regions", "retentionDays", "prices", "multipliers",
    ];

    public static readonly string[] Rule = ["from", "until", "window", "serviceTier", "rates", "tiers"];

    public static readonly string[] Window = ["from", "to", "days"];

    public static readonly string[] Tier = ["above", "rates"];

    public static readonly string[] Kinds = ["chat", "embedding", "other"];

    public static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
}
