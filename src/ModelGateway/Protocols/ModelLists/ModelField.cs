namespace ModelGateway.Protocols.ModelLists;

/// <summary>What a field says of a model. A value of another JSON type than the field's says nothing.</summary>
internal enum ModelField
{
    /// <summary>An object that repeats any of the fields below, but not the model's identity.</summary>
    Details,

    Id,

    /// <summary>The id of a model that has no <see cref="Id"/>, and its display name.</summary>
    IdOrDisplayName,

    DisplayName,

    /// <summary>What tells builds of one model apart; put behind the display name.</summary>
    Variant,

    Owner,

    /// <summary>A date and time as text. The epoch stands for an unknown one.</summary>
    CreatedAt,

    /// <summary>Seconds since 1970; 0 stands for an unknown time.</summary>
    CreatedSeconds,

    ContextWindow,

    /// <summary>What a local server has set aside, which is less than the model could; it wins.</summary>
    ServedWindow,

    MaxOutputTokens,
}
