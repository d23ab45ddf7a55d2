namespace ModelGateway;

/// <summary>The dates of a model's release and retirement, in UTC. Unknown dates are null.</summary>
public sealed record ModelLifecycle
{
    /// <summary>The day of its release.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>The day from which its provider discourages its use.</summary>
    public DateOnly? Deprecated { get; init; }

    /// <summary>The day of its retirement, from which it no longer answers.</summary>
    public DateOnly? Sunset { get; init; }

    /// <summary>The model at the same provider that replaces it.</summary>
    public string? Successor { get; init; }

    /// <summary>These dates layered over others: dates that are unknown here are taken from the others.</summary>
    internal ModelLifecycle Over(ModelLifecycle? other) => other is null ? this : new()
    {
        Released = Released ?? other.Released,
        Deprecated = Deprecated ?? other.Deprecated,
        Sunset = Sunset ?? other.Sunset,
        Successor = Successor ?? other.Successor,
    };
}
