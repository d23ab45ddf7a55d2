using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelGateway.Testing.Simulators.Ollama;

/// <summary>
/// What Ollama rejects: values of wrong types and forms, images that are no Base64. Like the server it ignores fields that it does not
/// know, and takes results of tools without the name or the call that they belong to.
/// </summary>
internal static partial class OllamaValidator
{
    public static WireAnswer? Validate(WireCall call)
    {
        if (string.IsNullOrEmpty(call.Model))
        {
            return OllamaErrors.Error(400, "model is required");
        }

        if (Parameters(call.Body) is { } wrongly)
        {
            return wrongly;
        }

        if (Think(call) is { } refusal)
        {
            return refusal;
        }

        foreach (JsonElement message in call.Body.Items("messages"))
        {
            if (Message(message) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static WireAnswer? Parameters(JsonElement body)
    {
        if (Given(body, "options") is { ValueKind: not JsonValueKind.Object } options)
        {
            return Type(options, "ChatRequest.options", "map[string]interface {}");
        }

        if (Given(body, "messages") is { ValueKind: not JsonValueKind.Array } messages)
        {
            return Type(messages, "ChatRequest.messages", "[]api.Message");
        }

        if (Given(body, "tools") is { ValueKind: not JsonValueKind.Array } tools)
        {
            return Type(tools, "ChatRequest.tools", "api.Tools");
        }

        if (Given(body, "stream") is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) } stream)
        {
            return Type(stream, "ChatRequest.stream", "bool");
        }

        return KeepAlive(body) ?? Format(body) ?? Tools(body);
    }

    // Seconds, or a duration as Go writes it: 5m, 1h30m, -1s.
    private static WireAnswer? KeepAlive(JsonElement body) => Given(body, "keep_alive") switch
    {
        null or { ValueKind: JsonValueKind.Number } => null,
        { ValueKind: JsonValueKind.String } text when Duration().IsMatch(text.GetString()!) => null,
        { ValueKind: JsonValueKind.String } text => OllamaErrors.Error(400, $"time: invalid duration \"{text.GetString()}\""),
        { } other => OllamaErrors.Error(400, $"Unsupported type: '{other.ValueKind}'"),
    };

    private static WireAnswer? Format(JsonElement body) =>
        Given(body, "format") is not { } format || format.ValueKind == JsonValueKind.Object || format.ValueEquals("json")
            || format.ValueEquals("") ? null
        : OllamaErrors.Error(500, $"invalid format: {format.GetRawText()}; expected \"json\" or a valid JSON Schema object");

    private static WireAnswer? Tools(JsonElement body)
    {
        foreach (JsonElement tool in body.Items("tools"))
        {
            if (tool.ValueKind != JsonValueKind.Object)
            {
                return Type(tool, "ChatRequest.tools", "api.Tool");
            }

            if (tool.TryGetProperty("function", out JsonElement function) && function.ValueKind != JsonValueKind.Object)
            {
                return Type(function, "ChatRequest.tools.function", "api.ToolFunction");
            }

            if (Given(function, "parameters") is { ValueKind: not JsonValueKind.Object } parameters)
            {
                return Type(parameters, "ChatRequest.tools.function.parameters", "api.ToolFunctionParameters");
            }
        }

        return null;
    }

    // Null is like absent, as in Go.
    private static JsonElement? Given(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null ? value : null;

    private static WireAnswer? Think(WireCall call) =>
        !call.Body.TryGetProperty("think", out JsonElement think)
            || think.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null ? null
        : think.ValueKind != JsonValueKind.String || think.GetString() is not ("low" or "medium" or "high")
            ? OllamaErrors.Error(400, $"invalid think value: {think} (must be \"high\", \"medium\", \"low\", true, or false)")
        : call.Model!.StartsWith("gpt-oss", StringComparison.Ordinal) ? null
        : OllamaErrors.Error(400, $"think value \"{think.GetString()}\" is not supported for this model");

    private static WireAnswer? Message(JsonElement message)
    {
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
        }

        return null;
    }

    private static WireAnswer Type(JsonElement found, string field, string type) => OllamaErrors.Error(
        400, $"json: cannot unmarshal {found.ValueKind.ToString().ToLowerInvariant()} into Go struct field {field} of type {type}");

    [GeneratedRegex(@"^[+-]?(?:0|(?:[0-9]+\.?[0-9]*(?:ns|us|µs|ms|s|m|h))+)$")]
    private static partial Regex Duration();
}
