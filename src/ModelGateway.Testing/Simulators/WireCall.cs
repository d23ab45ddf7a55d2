using System.Text.Json;

namespace ModelGateway.Testing.Simulators;

/// <summary>A chat request, read as far as the simulator needs.</summary>
internal sealed record WireCall(string? Model, bool Streaming, JsonElement Body)
{
    /// <summary>Whether a stream is framed as server-sent events; Gemini sends a JSON array unless asked for them.</summary>
    public bool EventStream { get; init; } = true;
}
