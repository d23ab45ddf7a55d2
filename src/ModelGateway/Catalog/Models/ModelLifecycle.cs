namespace ModelGateway;

/// <summary>When a model came and when it goes. Days are those of UTC; what is not known is null.</summary>
public sealed record ModelLifecycle
{
    /// <summary>The day from which it can be used.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>The day from which its provider advises against it.</summary>
    public DateOnly? Deprecated { get; init; }

    /// <summary>The day from which it no longer answers.</summary>
    public DateOnly? Sunset { get; init; }

    /// <summary>The model, at the same provider, that takes its place.</summary>
    public string? Successor { get; init; }

    /// <summary>These dates, and where they are silent, the others'.</summary>
    internal ModelLifecycle Over(ModelLifecycle? other) => other is null ? this : new()
    {
        Released = Released ?? other.Released,
        Deprecated = Deprecated ?? other.Deprecated,
        Sunset = Sunset ?? other.Sunset,
        Successor = Successor ?? other.Successor,
    };
}
