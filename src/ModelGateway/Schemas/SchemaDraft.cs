namespace ModelGateway.Schemas;

/// <summary>The draft of JSON Schema that a schema is written in.</summary>
internal enum SchemaDraft
{
    /// <summary>A draft before 4, or a vocabulary of someone's own: which keywords reject a value is unknown.</summary>
    Unknown,
    Draft4,
    Draft6,
    Draft7,
    Draft2019,
    Draft2020,

    /// <summary>No draft is named: 2020-12, and what earlier drafts had beside it.</summary>
    Unnamed,
}
