using System.Globalization;
using System.Text.Json;
using ModelGateway.Testing.Simulators.OpenAI;

namespace ModelGateway.Testing.Simulators.OpenAIResponses;

/// <summary>
/// What OpenAI rejects in the order of the input's items: results without calls and calls without results, reasoning without the item that
/// follows it and the reverse, reasoning that OpenAI did not encrypt.
/// </summary>
internal static class ResponsesHistory
{
    public static WireAnswer? Validate(JsonElement body, IssuedSignatures signatures)
    {
        JsonElement[] items = [.. body.Items("input")];
        HashSet<string> reasoning = new(StringComparer.Ordinal);
        HashSet<string> calls = new(StringComparer.Ordinal);
        List<string> open = [];
        bool stateful = ResponsesValidator.KeepsState(body);
        for (int i = 0; i < items.Length; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"input[{i}]");
            JsonElement item = items[i];
            string? type = item.Text("type") ?? (item.Text("role") is null ? null : "message");
            WireAnswer? refusal = type switch
            {
                null => OpenAIErrors.Missing($"{at}.type"),
                "message" => Message(item, at),
                "reasoning" => Reasoning(item, at, i + 1 < items.Length ? items[i + 1] : default, signatures, reasoning),
                "function_call" => Call(item, at, reasoning, calls, open),
                "function_call_output" => Output(item, at, stateful, calls, open),
                _ => item.Text("id") is null && type != "mcp_approval_response" ? OpenAIErrors.Missing($"{at}.id") : null,
            };
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return open.Count > 0 ? ResponsesValidator.Error($"No tool output found for function call {open[0]}.", "input") : null;
    }

    private static WireAnswer? Message(JsonElement item, string at)
    {
        string? role = item.Text("role");
        if (role is not ("user" or "assistant" or "system" or "developer"))
        {
            return ResponsesValidator.Error(
                $"Invalid value: '{role}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.", $"{at}.role",
                "invalid_value");
        }

        if (!item.Has("content", JsonValueKind.String) && !item.Items("content").Any())
        {
            return OpenAIErrors.Missing($"{at}.content");
        }

        int part = 0;
        foreach (JsonElement content in item.Items("content"))
        {
            string? type = content.Text("type");
            bool allowed = role == "assistant"
                ? type is "output_text" or "refusal"
                : type is "input_text" || (role == "user" && type is "input_image" or "input_file");
            if (!allowed)
            {
                string supported = role == "assistant" ? "'output_text' and 'refusal'" : "'input_text', 'input_image', and 'input_file'";
                return ResponsesValidator.Error(
                    $"Invalid value: '{type}'. Supported values are: {supported}.",
                    string.Create(CultureInfo.InvariantCulture, $"{at}.content[{part}]"), "invalid_value");
            }

            part++;
        }

        return null;
    }

    private static WireAnswer? Reasoning(JsonElement item, string at, JsonElement next, IssuedSignatures signatures, HashSet<string> known)
    {
        if (item.Text("id") is not { Length: > 0 } id)
        {
            return OpenAIErrors.Missing($"{at}.id");
        }

        if (!item.Has("summary", JsonValueKind.Array))
        {
            return OpenAIErrors.Missing($"{at}.summary");
        }

        if (item.TryGetProperty("status", out _))
        {
            return ResponsesValidator.Error($"Unknown parameter: '{at}.status'.", $"{at}.status", "unknown_parameter");
        }

        if (item.Text("encrypted_content") is not { } encrypted)
        {
            return OpenAIErrors.Error(
                404, $"Item with id '{id}' not found. Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input.",
                "invalid_request_error", "input");
        }

        if (!signatures.TryGetText(encrypted, out _))
        {
            return ResponsesValidator.Error(
                $"The encrypted content for item {id} could not be verified. Reason: Encrypted content could not be decrypted or parsed.",
                null, "invalid_encrypted_content");
        }

        known.Add(id);
        bool follows = next.ValueKind == JsonValueKind.Object && next.Text("type") != "function_call_output"
            && next.Text("role") is null or "assistant";
        return follows
            ? null
            : ResponsesValidator.Error($"Item '{id}' of type 'reasoning' was provided without its required following item.", "input");
    }

    private static WireAnswer? Call(JsonElement item, string at, HashSet<string> reasoning, HashSet<string> calls, List<string> open)
    {
        if (item.Text("call_id") is not { Length: > 0 and <= 64 } callId)
        {
            return OpenAIErrors.Missing($"{at}.call_id");
        }

        if (item.Text("name") is not { Length: > 0 })
        {
            return OpenAIErrors.Missing($"{at}.name");
        }

        if (!item.Has("arguments", JsonValueKind.String))
        {
            return ResponsesValidator.Error(
                $"Invalid type for '{at}.arguments': expected a string, but got another type instead.", $"{at}.arguments", "invalid_type");
        }

        if (item.Text("id") is { } id)
        {
            if (!id.StartsWith("fc", StringComparison.Ordinal))
            {
                return ResponsesValidator.Error(
                    $"Invalid '{at}.id': '{id}'. Expected an ID that begins with 'fc'.", $"{at}.id", "invalid_value");
            }

            if (OpenAIResponsesService.RequiredReasoning(id) is { } required && !reasoning.Contains(required))
            {
                return ResponsesValidator.Error(
                    $"Item '{id}' of type 'function_call' was provided without its required 'reasoning' item: '{required}'.", "input");
            }
        }

        if (!calls.Add(callId))
        {
            return ResponsesValidator.Error(
                $"Duplicate item found with call_id {callId}. Remove duplicate items from your input and try again.", "input");
        }

        open.Add(callId);
        return null;
    }

    private static WireAnswer? Output(JsonElement item, string at, bool stateful, HashSet<string> calls, List<string> open)
    {
        if (item.Text("call_id") is not { Length: > 0 } callId)
        {
            return OpenAIErrors.Missing($"{at}.call_id");
        }

        if (!item.Has("output", JsonValueKind.String) && !item.Items("output").Any())
        {
            return OpenAIErrors.Missing($"{at}.output");
        }

        return open.Remove(callId) || (stateful && !calls.Contains(callId))
            ? null
            : ResponsesValidator.Error($"No tool call found for function call output with call_id {callId}.", "input");
    }
}
