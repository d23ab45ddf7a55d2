using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Ollama's words, for both directions. Where several words mean the same, the first is written.</summary>
internal static class OllamaWords
{
    /// <summary><c>done_reason</c>. Ollama says <c>stop</c> also where the model calls functions.</summary>
    public static readonly WordTable<ChatFinishReason> DoneReasons = new(
        ("stop", ChatFinishReason.Stop),
        ("length", ChatFinishReason.Length));

    /// <summary><c>role</c> of a message.</summary>
    public static readonly WordTable<ChatRole> Roles = new(
        ("user", ChatRole.User),
        ("assistant", ChatRole.Assistant),
        ("system", ChatRole.System),
        ("tool", ChatRole.Tool));

    /// <summary>Levels of <c>think</c>, with the nearest level for efforts that have no word.</summary>
    public static readonly WordTable<ReasoningEffort> ThinkLevels = new(
        ("low", ReasoningEffort.Low),
        ("low", ReasoningEffort.None),
        ("medium", ReasoningEffort.Medium),
        ("high", ReasoningEffort.High),
        ("high", ReasoningEffort.ExtraHigh));

    public static ReadOnlySpan<byte> Assistant => "assistant"u8;

    public static ReadOnlySpan<byte> Function => "function"u8;

    public static ReadOnlySpan<byte> Json => "json"u8;

    public static ReadOnlySpan<byte> System => "system"u8;

    public static ReadOnlySpan<byte> Tool => "tool"u8;

    public static ReadOnlySpan<byte> User => "user"u8;

    /// <summary>Reads a reason. An unknown one is kept as it is; an answer without one ended by itself.</summary>
    public static ChatFinishReason ReadDoneReason(string? reason, bool hasCalls) =>
        string.IsNullOrEmpty(reason) || (DoneReasons.TryFind(reason, out ChatFinishReason known) && known == ChatFinishReason.Stop)
            ? hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop
            : DoneReasons.TryFind(reason, out known) ? known
            : new ChatFinishReason(reason);
}
