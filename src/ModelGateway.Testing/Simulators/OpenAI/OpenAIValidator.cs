using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.OpenAI;

/// <summary>What OpenAI rejects in a request, with its error messages.</summary>
internal static class OpenAIValidator
{
    private const string Invalid = "invalid_request_error";

    public static WireAnswer? Validate(WireCall call)
    {
        JsonElement body = call.Body;
        if (string.IsNullOrEmpty(call.Model))
        {
            return OpenAIErrors.Error(400, "you must provide a model parameter", Invalid);
        }

        if (!body.Has("messages", JsonValueKind.Array))
        {
            return OpenAIErrors.Missing("messages");
        }

        JsonElement[] messages = [.. body.Items("messages")];
        if (messages.Length == 0)
        {
            return OpenAIErrors.Error(400,
                "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", Invalid,
                "messages", "empty_array");
        }

        return Parameters(call) ?? Messages(messages) ?? ToolOrder(messages);
    }

    private static WireAnswer? Parameters(WireCall call)
    {
        if (call.Body.Has("temperature", JsonValueKind.Number)
            && call.Body.GetProperty("temperature").GetDouble() is > 2 and double temperature)
        {
            return OpenAIErrors.Error(
                400,
                string.Create(CultureInfo.InvariantCulture,
                    $"Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got {temperature} instead."),
                Invalid, "temperature", "decimal_above_max_value");
        }

        bool reasons = call.Model is { } model
            && (model.StartsWith("gpt-5", StringComparison.Ordinal) || model is ['o', >= '1' and <= '9', ..]);
        if (reasons && call.Body.Has("max_tokens", JsonValueKind.Number))
        {
            return OpenAIErrors.Error(
                400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", Invalid,
                "max_tokens", "unsupported_parameter");
        }

        return call.Body.TryGetProperty("stream_options", out JsonElement options) && options.ValueKind == JsonValueKind.Object
            && !call.Streaming
            ? OpenAIErrors.Error(400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.", Invalid, "stream_options")
            : null;
    }

    private static WireAnswer? Messages(JsonElement[] messages)
    {
        for (int i = 0; i < messages.Length; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"messages[{i}]");
            string? role = messages[i].Text("role");
            if (role is null)
            {
                return OpenAIErrors.Missing($"{at}.role");
            }

            if (role is not ("system" or "assistant" or "user" or "function" or "tool" or "developer"))
            {
                return OpenAIErrors.Error(
                    400, $"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.", Invalid, $"{at}.role", "invalid_value");
            }

            if ((Content(messages[i], role, at) ?? Calls(messages[i], at)) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static WireAnswer? Content(JsonElement message, string role, string at)
    {
        bool has = message.TryGetProperty("content", out JsonElement content) && content.ValueKind != JsonValueKind.Null;
        if (!has && !(role == "assistant" && message.Has("tool_calls", JsonValueKind.Array)))
        {
            return role == "assistant" && message.Text("refusal") is not null
                ? null
                : OpenAIErrors.Error(400, $"Invalid value for 'content': expected a string, got null.", Invalid, $"{at}.content");
        }

        int part = 0;
        foreach (JsonElement item in message.Items("content"))
        {
            string? type = item.Text("type");
            bool allowed = role switch
            {
                "user" => type is "text" or "image_url" or "input_audio" or "file",
                "assistant" => type is "text" or "refusal",
                _ => type is "text",
            };
            if (!allowed)
            {
                string supported = role switch
                {
                    "user" => "'text', 'image_url', 'input_audio', and 'file'",
                    "assistant" => "'text' and 'refusal'",
                    _ => "'text'",
                };
                return OpenAIErrors.Error(
                    400,
                    $"Invalid value: '{type}'. Supported values are: {supported}.", Invalid,
                    string.Create(CultureInfo.InvariantCulture, $"{at}.content[{part}].type"), "invalid_value");
            }

            part++;
        }

        return null;
    }

    private static WireAnswer? Calls(JsonElement message, string at)
    {
        int index = 0;
        foreach (JsonElement call in message.Items("tool_calls"))
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"{at}.tool_calls[{index++}]");
            if (call.Text("id") is not { Length: > 0 })
            {
                return OpenAIErrors.Missing($"{path}.id");
            }

            if (!call.TryGetProperty("function", out JsonElement function) || function.Text("name") is not { Length: > 0 })
            {
                return OpenAIErrors.Missing($"{path}.function.name");
            }

            if (function.TryGetProperty("arguments", out JsonElement arguments) && arguments.ValueKind != JsonValueKind.String)
            {
                return OpenAIErrors.Error(
                    400,
                    $"Invalid type for '{path}.function.arguments': expected a string, but got {(arguments.ValueKind == JsonValueKind.Object ? "an object" : "another type")} instead.",
                    Invalid, $"{path}.function.arguments", "invalid_type");
            }
        }

        return null;
    }

    private static WireAnswer? ToolOrder(JsonElement[] messages)
    {
        List<string> open = [];
        int caller = -1;
        for (int i = 0; i < messages.Length; i++)
        {
            if (messages[i].Text("role") == "tool")
            {
                string id = messages[i].Text("tool_call_id") ?? string.Empty;
                if (id.Length == 0)
                {
                    return OpenAIErrors.Missing(string.Create(CultureInfo.InvariantCulture, $"messages[{i}].tool_call_id"));
                }

                if (!open.Remove(id))
                {
                    return OpenAIErrors.Error(
                        400, "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
                        Invalid,
                        string.Create(CultureInfo.InvariantCulture, $"messages.[{i}].role"));
                }
            }
            else if (open.Count > 0)
            {
                return Unanswered(open, caller);
            }
            else
            {
                open.AddRange(messages[i].Items("tool_calls").Select(call => call.Text("id")!));
                caller = i;
            }
        }

        return open.Count > 0 ? Unanswered(open, caller) : null;
    }

    private static WireAnswer Unanswered(List<string> ids, int caller) => OpenAIErrors.Error(
        400,
        $"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {string.Join(", ", ids)}",
        Invalid, string.Create(CultureInfo.InvariantCulture, $"messages.[{caller}].role"));
}
