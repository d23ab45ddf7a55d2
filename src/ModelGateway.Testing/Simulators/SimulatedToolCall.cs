namespace ModelGateway.Testing;

/// <summary>A tool call in a simulated answer.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The arguments as JSON text; it must be an object unless a test wants a broken call.</param>
public sealed record SimulatedToolCall(string Name, string Arguments = "{}")
{
    /// <summary>
    /// The id of the call. Null (the default) lets the simulator mint one in the protocol's form; Gemini then sends none, as it mostly
    /// does.
    /// </summary>
    public string? Id { get; init; }
}
