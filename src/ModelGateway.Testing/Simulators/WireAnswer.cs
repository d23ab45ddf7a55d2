namespace ModelGateway.Testing.Simulators;

/// <summary>A whole answer with its status: an error, a listing.</summary>
internal sealed record WireAnswer(int Status, byte[] Body, string ContentType)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
