using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.OpenAI;

/// <summary>What DeepSeek rejects in addition to OpenAI, with its error messages.</summary>
internal static class DeepSeekValidator
{
    private const string Invalid = "invalid_request_error";

    public static WireAnswer? Validate(WireCall call)
    {
        bool thinks = !(call.Body.TryGetProperty("thinking", out JsonElement thinking) && thinking.Text("type") == "disabled");
        bool forced = call.Body.Has("tool_choice", JsonValueKind.Object) || call.Body.Text("tool_choice") == "required";
        if (thinks && forced)
        {
            return Refuse("Thinking mode does not support this tool_choice");
        }

        if (call.Body.TryGetProperty("response_format", out JsonElement format) && format.Text("type") == "json_schema")
        {
            return Refuse("This response_format type is unavailable now");
        }

        if (call.Body.Items("tools").Inner("function").FindRepeatedName() is not null)
        {
            return Refuse("Tool names must be unique.");
        }

        int index = 0;
        foreach (JsonElement message in call.Body.Items("messages"))
        {
            if (Check(message, index++, thinks) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    public static WireAnswer KeyRefused() => OpenAIErrors.Error(
        401, "Authentication Fails, Your api key: ****-key is invalid", "authentication_error", null, Invalid);

    public static WireAnswer QuotaExhausted() => OpenAIErrors.Error(402, "Insufficient Balance", "unknown_error", null, Invalid);

    private static WireAnswer? Check(JsonElement message, int index, bool thinks)
    {
        if (message.Text("role") == "developer")
        {
            return Unknown(index, "developer", "`system`, `user`, `assistant`, `tool`");
        }

        foreach (JsonElement part in message.Items("content"))
        {
            if (part.Text("type") is { } type && type != "text")
            {
                return Unknown(index, type, "`text`");
            }
        }

        bool called = message.Items("tool_calls").Any();
        if (called && !message.TryGetProperty("content", out _))
        {
            return Refuse(string.Create(CultureInfo.InvariantCulture,
                $"Failed to deserialize the JSON body into the target type: messages[{index}]: missing field `content`"));
        }

        return thinks && called && !message.Has("reasoning_content", JsonValueKind.String)
            ? Refuse("The `reasoning_content` in the thinking mode must be passed back to the API.")
            : null;
    }

    private static WireAnswer Unknown(int index, string variant, string expected) => Refuse(string.Create(
        CultureInfo.InvariantCulture,
        $"Failed to deserialize the JSON body into the target type: messages[{index}]: unknown variant `{variant}`, expected {expected} at line 1 column 197"));

    private static WireAnswer Refuse(string message) => OpenAIErrors.Error(400, message, Invalid, null, Invalid);
}
