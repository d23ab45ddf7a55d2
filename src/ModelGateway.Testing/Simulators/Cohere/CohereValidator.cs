using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Cohere;

/// <summary>What Cohere rejects in a request, with its error messages.</summary>
internal static class CohereValidator
{
    private static readonly HashSet<string> Fields =
    [
        "model", "messages", "stream", "tools", "strict_tools", "documents", "citation_options", "response_format", "safety_mode",
        "max_tokens",
        "stop_sequences", "temperature", "seed", "frequency_penalty", "presence_penalty", "k", "p", "logprobs", "tool_choice", "thinking",
        "priority",
    ];

    public static WireAnswer? Validate(WireCall call)
    {
        JsonElement body = call.Body;
        if (body.EnumerateObject().Select(static field => field.Name).FirstOrDefault(static name => !Fields.Contains(name)) is { } unknown)
        {
            return CohereErrors.Error(422, $"unknown field: parameter '{unknown}' is not a valid field");
        }

        if (string.IsNullOrEmpty(call.Model))
        {
            return Invalid("model is required.");
        }

        JsonElement[] messages = [.. body.Items("messages")];
        if (messages.Length == 0)
        {
            return Invalid("at least one message is required.");
        }

        if (body.Text("tool_choice") is { } choice && choice is not ("REQUIRED" or "NONE"))
        {
            return Invalid($"tool_choice '{choice}' is not supported: it must be REQUIRED or NONE.");
        }

        return Messages(messages) ?? Pairs(messages);
    }

    private static WireAnswer? Messages(JsonElement[] messages)
    {
        for (int i = 0; i < messages.Length; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"message at index {i}");
            string? role = messages[i].Text("role");
            if (role is not ("system" or "user" or "assistant" or "tool"))
            {
                return Invalid($"{at}: role must be one of system, user, assistant, tool.");
            }

            bool isSaid = messages[i].Text("content") is { Length: > 0 } || messages[i].Items("content").Any();
            bool calls = messages[i].Items("tool_calls").Any();
            if (role == "assistant" ? !isSaid && !calls : !isSaid && !messages[i].Has("content", JsonValueKind.String))
            {
                return Invalid($"{at}: must have non-empty content or tool calls.");
            }

            if (messages[i].Has("tool_plan", JsonValueKind.String) && !calls)
            {
                return Invalid($"{at}: a tool plan needs tool calls.");
            }

            foreach (JsonElement part in messages[i].Items("content"))
            {
                string? type = part.Text("type");
                bool allowed = type is "text"
                    || (type is "image_url" && role is "user")
                    || (type is "thinking" && role is "assistant" && part.Has("thinking", JsonValueKind.String))
                    || (type is "document" && role is "tool");
                if (!allowed)
                {
                    return Invalid($"{at}: content of the type '{type}' is not supported for the role {role}.");
                }
            }
        }

        return null;
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
                    return Invalid($"tool call id {message.Text("tool_call_id")} not found in previous tool calls.");
                }
            }
            else if (open.Count > 0)
            {
                break;
            }

            foreach (JsonElement call in message.Items("tool_calls"))
            {
                if (call.Text("id") is not { Length: > 0 } id || !call.TryGetProperty("function", out JsonElement function)
                    || !function.Has("arguments", JsonValueKind.String))
                {
                    return Invalid("tool calls must have an id, and arguments as a string.");
                }

                open.Add(id);
            }
        }

        return open.Count > 0 ? Invalid($"missing tool results for tool call ids: {string.Join(", ", open)}.") : null;
    }

    private static WireAnswer Invalid(string message) => CohereErrors.Error(400, $"invalid request: {message}");
}
