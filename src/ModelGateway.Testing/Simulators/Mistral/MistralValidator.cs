using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelGateway.Testing.Simulators.Mistral;

/// <summary>What Mistral rejects in a request, with its error messages.</summary>
internal static partial class MistralValidator
{
    private const string Order = "invalid_request_message_order";

    private static readonly HashSet<string> Fields =
    [
        "model", "messages", "temperature", "top_p", "max_tokens", "min_tokens", "stream", "stop", "random_seed", "metadata",
        "response_format",
        "tools", "tool_choice", "presence_penalty", "frequency_penalty", "n", "prediction", "parallel_tool_calls", "prompt_mode",
        "reasoning_effort", "guardrails", "safe_prompt", "prompt_cache_key", "service_tier", "logprobs", "top_logprobs",
    ];

    public static WireAnswer? Validate(WireCall call)
    {
        JsonElement body = call.Body;
        if (string.IsNullOrEmpty(call.Model))
        {
            return Unprocessable("model", "Field required");
        }

        if (body.EnumerateObject().Select(static field => field.Name).FirstOrDefault(static name => !Fields.Contains(name)) is { } unknown)
        {
            return Unprocessable(unknown, "Extra inputs are not permitted");
        }

        JsonElement[] messages = [.. body.Items("messages")];
        if (messages.Length == 0)
        {
            return Unprocessable("messages", "Field required");
        }

        return Tools(body) ?? Messages(messages) ?? Roles(messages) ?? Pairs(messages);
    }

    private static WireAnswer? Tools(JsonElement body)
    {
        if (body.Items("tools").Any(static tool => !tool.TryGetProperty("function", out JsonElement function)
            || function.Text("name") is not { Length: > 0 } || !function.Has("parameters", JsonValueKind.Object)))
        {
            return Unprocessable("tools", "Field required");
        }

        return body.Text("tool_choice") is { } choice && choice is not ("auto" or "none" or "any" or "required")
            ? Unprocessable("tool_choice", "Input should be 'auto', 'none', 'any' or 'required'")
            : null;
    }

    private static WireAnswer? Messages(JsonElement[] messages)
    {
        for (int i = 0; i < messages.Length; i++)
        {
            string? role = messages[i].Text("role");
            if (role is not ("system" or "user" or "assistant" or "tool"))
            {
                return Unprocessable("messages",
                    $"Input tag '{role}' found using 'role' does not match any of the expected tags: 'assistant', 'system', 'tool', 'user'");
            }

            bool isSaid = messages[i].Text("content") is { Length: > 0 } || messages[i].Items("content").Any();
            bool calls = messages[i].Items("tool_calls").Any();
            if (role == "assistant" && !isSaid && !calls)
            {
                return Error(
                    "Assistant message must have either content or tool_calls, but not none.", "invalid_request_assistant_message", "3240");
            }

            if (messages[i].Flag("prefix") && (i < messages.Length - 1 || role != "assistant"))
            {
                return Error("Only the last message can be a prefix.", Order, "3230");
            }

            if (Content(messages[i], role) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static WireAnswer? Content(JsonElement message, string role)
    {
        foreach (JsonElement chunk in message.Items("content"))
        {
            string? type = chunk.Text("type");
            bool known = type is "text" or "image_url" or "document_url" or "input_audio" or "file" or "reference"
                || (type is "thinking" && role is "assistant" or "system" && chunk.Has("thinking", JsonValueKind.Array));
            if (!known)
            {
                return Unprocessable("messages", $"Input tag '{type}' is not expected in a message of the role '{role}'");
            }
        }

        foreach (JsonElement id in
            message.Items("tool_calls").Select(static call => call.TryGetProperty("id", out JsonElement id) ? id : default)
            .Append(role == "tool" && message.TryGetProperty("tool_call_id", out JsonElement answered) ? answered : default))
        {
            if (id.ValueKind == JsonValueKind.String && !CallId().IsMatch(id.GetString()!))
            {
                return Error(
                    $"Tool call id was {id.GetString()} but must be a-z, A-Z, 0-9, with a length of 9.", "invalid_function_call", "3280");
            }
        }

        return role == "tool" && message.Text("tool_call_id") is null
            ? Error("Tool call id has to be defined.", "invalid_function_call", "3280")
            : null;
    }

    private static WireAnswer? Roles(JsonElement[] messages)
    {
        string? last = null;
        foreach (string role in messages.Select(static message => message.Text("role")!))
        {
            bool follows = last switch
            {
                null => role is not "tool",
                "system" or "user" => role is not "tool",
                "assistant" => role is not "system",
                _ => role is not "system", // A user behind a tool was refused in former years; recordings of 2026 show that it is not.
            };
            if (!follows)
            {
                return Error($"Unexpected role '{role}' after role '{last}'", Order, "3230");
            }

            last = role;
        }

        return last is "user" or "tool" || (last == "assistant" && messages[^1].Flag("prefix"))
            ? null
            : Error($"Expected last role User or Tool (or Assistant with prefix True) for serving but got {last}", Order, "3230");
    }

    private static WireAnswer? Pairs(JsonElement[] messages)
    {
        List<string?> open = [];
        foreach (JsonElement message in messages)
        {
            if (message.Text("role") == "tool")
            {
                if (!open.Remove(message.Text("tool_call_id")))
                {
                    return Error($"Unexpected tool call id {message.Text("tool_call_id")} in tool results", Order, "3230");
                }
            }
            else if (open.Count > 0)
            {
                break;
            }

            open.AddRange(message.Items("tool_calls").Select(static call => call.Text("id")));
        }

        return open.Count > 0 ? Error("Not the same number of function calls and responses", Order, "3230") : null;
    }

    private static WireAnswer Error(string message, string type, string code) => MistralErrors.Error(400, message, type, code);

    private static WireAnswer Unprocessable(string field, string message) =>
        MistralErrors.Error(422, string.Create(CultureInfo.InvariantCulture, $"body.{field}: {message}"), "invalid_request_error", null);

    [GeneratedRegex("^[a-zA-Z0-9]{9}$")]
    private static partial Regex CallId();
}
