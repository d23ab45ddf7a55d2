namespace ModelGateway;

/// <summary>How far a model is on its way out.</summary>
public enum RetirementStage
{
    /// <summary>Its provider advises against it.</summary>
    Deprecated = 1,

    /// <summary>Its sunset is near: on routes with other candidates it leads fewer requests by the hour.</summary>
    Draining,

    /// <summary>Its sunset has come.</summary>
    Retired,
}
