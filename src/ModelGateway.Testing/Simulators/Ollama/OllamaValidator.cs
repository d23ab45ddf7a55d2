using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Ollama;

/// <summary>
/// What Ollama rejects: values of wrong types, images that are no Base64. The server ignores unknown fields and results without a call; the
/// simulator rejects them, because they are mistakes that a test should find.
/// </summary>
internal static class OllamaValidator
{
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "model", "messages", "stream", "format", "keep_alive", "tools", "options", "think", "truncate", "shift", "logprobs", "top_logprobs",
    };

    private static readonly HashSet<string> MessageFields = new(StringComparer.Ordinal)
    {
        "role", "content", "thinking", "images", "tool_calls", "tool_name", "tool_call_id",
    };

    public static WireAnswer? Validate(WireCall call)
    {
        if (
            call.Body.EnumerateObject().Select(static field => field.Name)
                .FirstOrDefault(static name => !Fields.Contains(name)) is { } unknown)
        {
            return OllamaErrors.Error(400, $"unknown field \"{unknown}\"");
        }

        if (string.IsNullOrEmpty(call.Model))
        {
            return OllamaErrors.Error(400, "model is required");
        }

        if (call.Body.TryGetProperty("options", out JsonElement options) && options.ValueKind != JsonValueKind.Object)
        {
            return Type(options, "ChatRequest.options", "map[string]interface {}");
        }

        if (Think(call) is { } refusal)
        {
            return refusal;
        }

        List<string> open = [];
        foreach (JsonElement message in call.Body.Items("messages"))
        {
            if (Message(message, open) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static WireAnswer? Think(WireCall call) =>
        !call.Body.TryGetProperty("think", out JsonElement think)
            || think.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null ? null
        : think.ValueKind != JsonValueKind.String || think.GetString() is not ("low" or "medium" or "high")
            ? OllamaErrors.Error(400, $"invalid think value: {think} (must be \"high\", \"medium\", \"low\", true, or false)")
        : call.Model!.StartsWith("gpt-oss", StringComparison.Ordinal) ? null
        : OllamaErrors.Error(400, $"think value \"{think.GetString()}\" is not supported for this model");

    private static WireAnswer? Message(JsonElement message, List<string> open)
    {
        foreach (JsonProperty field in message.EnumerateObject())
        {
            if (!MessageFields.Contains(field.Name))
            {
                return OllamaErrors.Error(400, $"unknown field \"messages.{field.Name}\"");
            }
        }

        if (message.Text("role") is not ("system" or "user" or "assistant" or "tool"))
        {
            return OllamaErrors.Error(400, "invalid role");
        }

        if (message.TryGetProperty("content", out JsonElement content)
            && content.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            return Type(content, "ChatRequest.messages.content", "string");
        }

        if (message.Items("images").Any(static image => image.ValueKind != JsonValueKind.String || !image.TryGetBytesFromBase64(out _)))
        {
            return OllamaErrors.Error(400, "illegal base64 data at input byte 0");
        }

        foreach (JsonElement toolCall in message.Items("tool_calls"))
        {
            if (!toolCall.TryGetProperty("function", out JsonElement function) || !function.Has("arguments", JsonValueKind.Object))
            {
                return Type(function, "ChatRequest.messages.tool_calls.function.arguments", "map[string]interface {}");
            }

            open.Add(function.Text("name") ?? string.Empty);
        }

        return message.Text("role") == "tool" && (message.Text("tool_name") is not { } name || !open.Remove(name))
            ? OllamaErrors.Error(400, "a tool message answers no call")
            : null;
    }

    private static WireAnswer Type(JsonElement found, string field, string type) => OllamaErrors.Error(
        400, $"json: cannot unmarshal {found.ValueKind.ToString().ToLowerInvariant()} into Go struct field {field} of type {type}");
}
