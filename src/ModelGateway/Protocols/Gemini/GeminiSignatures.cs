using System.Globalization;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// Thought signatures, which must be sent back on the part that they came on. A call keeps its signature in its properties (<see
/// cref="ContentOrigin"/>), a thought as <see cref="TextReasoningContent.ProtectedData"/>. The signature of a text part becomes an empty
/// <see cref="TextReasoningContent"/> after the text. It stores how many characters the part had, because streamed texts are joined later
/// and Gemini forbids joining a signed part with an unsigned one.
/// </summary>
internal static class GeminiSignatures
{
    /// <summary>What Google documents for calls that no Gemini model made, in place of a signature.</summary>
    public const string Skip = "skip_thought_signature_validator";

    /// <summary>The length of the signed text part; 0 for a part that held the signature alone. Absent on a signed thought.</summary>
    private const string SignedTextKey = "modelgateway.gemini.signed_text";

    public static TextReasoningContent ForText(string signature, int length, string protocol)
    {
        TextReasoningContent content = new("") { ProtectedData = signature };
        ContentOrigin.Set(content, protocol);
        content.AdditionalProperties![SignedTextKey] = length.ToString(CultureInfo.InvariantCulture);
        return content;
    }

    /// <summary>Whether the content is a signature that came on a text part, and of how many characters.</summary>
    public static bool IsForText(TextReasoningContent content, out int length)
    {
        length = 0;
        return content.AdditionalProperties is { } properties
            && properties.TryGetValue(SignedTextKey, out object? value)
            && value?.ToString() is { } text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length);
    }
}
