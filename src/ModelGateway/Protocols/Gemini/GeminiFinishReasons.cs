using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Gemini's finish reasons as Microsoft.Extensions.AI's.</summary>
internal static class GeminiFinishReasons
{
    /// <summary>Maps a reason. Gemini ends a turn of tool calls with STOP, as any other.</summary>
    public static ChatFinishReason Map(string reason, bool hasCalls) => reason switch
    {
        "STOP" => hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "MAX_TOKENS" => ChatFinishReason.Length,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "MODEL_ARMOR"
            or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };

    /// <summary>Whether the model said all that it wanted or was allowed to; otherwise its message explains what went wrong.</summary>
    public static bool IsRegular(string reason) => reason is "STOP" or "MAX_TOKENS";
}
