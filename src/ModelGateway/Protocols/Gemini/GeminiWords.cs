using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Gemini's words, for both directions. Where several words mean the same, the first is written.</summary>
internal static class GeminiWords
{
    /// <summary><c>usageMetadata.trafficType</c>: the class of service that Vertex AI served, where it has a price of its own.</summary>
    public static readonly WordTable<string> ServedTiers = new(
        ("ON_DEMAND_PRIORITY", "priority"),
        ("ON_DEMAND_FLEX", "flex"));

    /// <summary><c>finishReason</c>. Gemini says <c>STOP</c> also where the model calls functions.</summary>
    public static readonly WordTable<ChatFinishReason> FinishReasons = new(
        ("STOP", ChatFinishReason.Stop),
        ("MAX_TOKENS", ChatFinishReason.Length),
        ("SAFETY", ChatFinishReason.ContentFilter),
        ("RECITATION", ChatFinishReason.ContentFilter),
        ("BLOCKLIST", ChatFinishReason.ContentFilter),
        ("PROHIBITED_CONTENT", ChatFinishReason.ContentFilter),
        ("SPII", ChatFinishReason.ContentFilter),
        ("MODEL_ARMOR", ChatFinishReason.ContentFilter),
        ("IMAGE_SAFETY", ChatFinishReason.ContentFilter),
        ("IMAGE_PROHIBITED_CONTENT", ChatFinishReason.ContentFilter),
        ("IMAGE_RECITATION", ChatFinishReason.ContentFilter));

    /// <summary><c>role</c> of a content. Results of functions are the user's; instructions have a field of their own.</summary>
    public static readonly WordTable<ChatRole> Roles = new(
        ("user", ChatRole.User),
        ("model", ChatRole.Assistant));

    /// <summary><c>mode</c> of function calling.</summary>
    public static readonly WordTable<ChatToolMode> ToolModes = new(
        ("NONE", ChatToolMode.None),
        ("AUTO", ChatToolMode.Auto),
        ("ANY", ChatToolMode.RequireAny));

    /// <summary>The <c>mode</c> that leaves the choice to the model, and holds arguments to the function's schema.</summary>
    public const string ValidatedMode = "VALIDATED";

    /// <summary><c>thinkingLevel</c>, with the nearest level for efforts that have no word.</summary>
    public static readonly WordTable<ReasoningEffort> ThinkingLevels = new(
        ("minimal", ReasoningEffort.None),
        ("low", ReasoningEffort.Low),
        ("medium", ReasoningEffort.Medium),
        ("high", ReasoningEffort.High),
        ("high", ReasoningEffort.ExtraHigh));

    /// <summary><c>outcome</c> of code that ran without an error.</summary>
    public const string OutcomeOk = "OUTCOME_OK";

    /// <summary><c>outcome</c> of code that failed.</summary>
    public const string OutcomeFailed = "OUTCOME_FAILED";

    public static ReadOnlySpan<byte> Model => "model"u8;

    public static ReadOnlySpan<byte> User => "user"u8;

    /// <summary>Reads a finish reason. An unknown one is kept as it is.</summary>
    public static ChatFinishReason ReadFinishReason(string reason, bool hasCalls) =>
        !FinishReasons.TryFind(reason, out ChatFinishReason known) ? new ChatFinishReason(reason)
        : hasCalls && known == ChatFinishReason.Stop ? ChatFinishReason.ToolCalls
        : known;

    /// <summary>
    /// The reason itself; null where it is none: Google's enumerations have a value for that, which some versions of its services send.
    /// </summary>
    public static string? Specified(string? reason) =>
        string.IsNullOrEmpty(reason) || reason.EndsWith("_UNSPECIFIED", StringComparison.Ordinal) ? null : reason;

    /// <summary>Whether the model said all that it wanted or was allowed to; otherwise its message explains what went wrong.</summary>
    public static bool IsRegular(string reason) =>
        FinishReasons.TryFind(reason, out ChatFinishReason known) && (known == ChatFinishReason.Stop || known == ChatFinishReason.Length);
}
