using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Anthropic;

/// <summary>
/// What Anthropic rejects in the order of a history: tool results without their calls, calls without results, foreign or changed thinking.
/// </summary>
internal static class AnthropicHistory
{
    public static WireAnswer? Validate(JsonElement body, IssuedSignatures signatures)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        List<string> open = [];
        int caller = -1;
        string? previousRole = null;
        bool resultsMayFollow = false;
        int index = -1;
        foreach (JsonElement message in body.Items("messages"))
        {
            index++;
            string role = message.Text("role")!;

            // Consecutive messages of one role are one turn to the server.
            if (role != previousRole)
            {
                if (role == "assistant" && open.Count > 0)
                {
                    return Unanswered(open, caller);
                }

                resultsMayFollow = role == "user";
            }

            previousRole = role;
            int block = -1;
            foreach (JsonElement item in message.Items("content"))
            {
                block++;
                string at = string.Create(CultureInfo.InvariantCulture, $"messages.{index}.content.{block}");
                string? type = item.Text("type");
                WireAnswer? refusal = type switch
                {
                    "tool_use" => Call(item, at, role, ids, open),
                    "tool_result" => Result(item, at, open, resultsMayFollow, caller),
                    "thinking" => Thinking(item, at, signatures),
                    null => AnthropicErrors.Invalid($"{at}.type: Field required"),
                    _ => null,
                };
                if (refusal is not null)
                {
                    return refusal;
                }

                caller = type == "tool_use" ? index : caller;
                resultsMayFollow &= type == "tool_result";
            }

            resultsMayFollow &= !message.Has("content", JsonValueKind.String);
        }

        return open.Count > 0 ? Unanswered(open, caller) : null;
    }

    private static WireAnswer? Call(JsonElement item, string at, string role, HashSet<string> ids, List<string> open)
    {
        string id = item.Text("id") ?? string.Empty;
        if (role != "assistant")
        {
            return AnthropicErrors.Invalid($"{at}: `tool_use` blocks can only be in `assistant` messages");
        }

        if (id.Length == 0 || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')))
        {
            return AnthropicErrors.Invalid($"{at}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
        }

        if (!item.Has("input", JsonValueKind.Object))
        {
            return AnthropicErrors.Invalid($"{at}.tool_use.input: Input should be a valid dictionary");
        }

        if (!ids.Add(id))
        {
            return AnthropicErrors.Invalid("messages: `tool_use` ids must be unique");
        }

        open.Add(id);
        return null;
    }

    private static WireAnswer? Result(JsonElement item, string at, List<string> open, bool mayFollow, int caller)
    {
        string? id = item.Text("tool_use_id");
        if (id is null)
        {
            return AnthropicErrors.Invalid($"{at}.tool_result.tool_use_id: Field required");
        }

        // Text before the results separates them from their calls.
        if (!mayFollow && open.Contains(id))
        {
            return Unanswered(open, caller);
        }

        return open.Remove(id)
            ? null
            : AnthropicErrors.Invalid(
                $"{at}: unexpected `tool_use_id` found in `tool_result` blocks: {id}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
    }

    private static WireAnswer? Thinking(JsonElement item, string at, IssuedSignatures signatures)
    {
        if (item.Text("signature") is not { } signature)
        {
            return AnthropicErrors.Invalid($"{at}.thinking.signature: Field required");
        }

        if (!signatures.TryGetText(signature, out string? text))
        {
            return AnthropicErrors.Invalid($"{at}: Invalid `signature` in `thinking` block");
        }

        return text == item.Text("thinking")
            ? null
            : AnthropicErrors.Invalid(
                $"{at}: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.");
    }

    private static WireAnswer Unanswered(List<string> ids, int caller) => AnthropicErrors.Invalid(string.Create(
        CultureInfo.InvariantCulture,
        $"messages.{caller}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", ids)}. Each `tool_use` block must have a corresponding `tool_result` block in the next message."));
}
