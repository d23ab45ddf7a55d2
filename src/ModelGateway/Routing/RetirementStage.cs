namespace ModelGateway;

/// <summary>The stages of a model's retirement.</summary>
public enum RetirementStage
{
    /// <summary>Its provider advises against it.</summary>
    Deprecated = 1,

    /// <summary>Near its sunset: a growing share of traffic goes to the route's other candidates.</summary>
    Draining,

    /// <summary>Its sunset has come.</summary>
    Retired,
}
