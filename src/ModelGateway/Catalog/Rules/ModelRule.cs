namespace ModelGateway;

/// <summary>
/// What a model refuses, or takes only in part, where a request combines certain things: e.g. function tools while it reasons, on Chat
/// Completions. The conditions are <see cref="Api"/>, <see cref="Uses"/> and <see cref="Efforts"/>, which must all hold; the other
/// properties say what then follows.
/// </summary>
/// <remarks>
/// The catalog brings rules with their sources. A rule of the application (<c>ModelInfo.Rules</c>, or <c>rules</c> in a catalog
/// file) is added to them, or replaces the one of the same <see cref="Name"/> and <see cref="Api"/>; one without consequences thereby
/// removes it.
/// </remarks>
public sealed record ModelRule
{
    /// <summary>
    /// What the rule is about, as a phrase that completes "the model refuses …": <c>function tools while it reasons</c>. It identifies the
    /// rule among those of a model; case does not matter.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The interface for which the rule holds.</summary>
    /// <value>The default is <see cref="ProviderApi.Auto"/>: every one.</value>
    public ProviderApi Api { get; init; }

    /// <summary>
    /// What a request must use, all of it, for the rule to hold: capabilities (<c>tools</c>, <c>streaming</c>), or the options
    /// <c>temperature</c>, <c>top-p</c>, <c>frequency-penalty</c>, <c>presence-penalty</c>, <c>effort</c>,
    /// <c>parallel-calls</c>.
    /// </summary>
    /// <value>The default is none: the rule holds for every request.</value>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>
    /// The reasoning efforts for which the rule holds: <c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>,
    /// <c>max</c>, and <c>unset</c> for a request that names none.
    /// </summary>
    /// <value>The default is all of them.</value>
    public IReadOnlyList<string> Efforts { get; init; } = [];

    /// <summary>
    /// The capabilities that the model then lacks. A request that depends on one of them goes to another candidate; an option is left out.
    /// </summary>
    public IReadOnlyList<Capability> Lacks { get; init; } = [];

    /// <summary>
    /// The options that are then left out and named on the receipt, in the words of <see cref="Uses"/>.
    /// </summary>
    public IReadOnlyList<string> LeavesOut { get; init; } = [];

    /// <summary>
    /// The efforts that the model then takes, in the words of <see cref="Efforts"/>. Another one is sent as the nearest of these.
    /// </summary>
    /// <value>The default is none: nothing is known.</value>
    public IReadOnlyList<string> TakesEfforts { get; init; } = [];

    /// <summary>The interface that the request then needs.</summary>
    /// <value>The default is <see cref="ProviderApi.Auto"/>: the rule does not say.</value>
    public ProviderApi Needs { get; init; }

    /// <summary>
    /// The effort with which <see cref="Api"/> takes the request after all. It is sent where the request cannot move to
    /// <see cref="Needs"/>; null where there is none.
    /// </summary>
    public string? OtherwiseEffort { get; init; }

    /// <summary>Where this is known from; null where it is not said.</summary>
    public string? Source { get; init; }

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
