namespace ModelGateway;

/// <summary>
/// No deployment gave an answer that fits the JSON schema, after as many repairs as the route allows
/// (<see cref="GatewayRouteOptions.MaxRepairs"/>). Thrown only where the schema is part of the prompt
/// (<see cref="Bridges.SchemaByPrompt"/>). The answers were billed.
/// </summary>
public sealed class SchemaMismatchException : GatewayException
{
    internal SchemaMismatchException(string message, string deployment, IReadOnlyList<string> faults, string answer)
        : base(message)
    {
        Deployment = deployment;
        Faults = faults;
        Answer = answer;
    }

    /// <summary>The deployment that answered last, as <c>provider/model</c>.</summary>
    public string Deployment { get; }

    /// <summary>
    /// What is wrong with its last answer, each with a JSON pointer to the place, e.g. <c>/items/0/price: is missing</c>; at most 20.
    /// </summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Its last answer, as the model wrote it.</summary>
    public string Answer { get; }
}
