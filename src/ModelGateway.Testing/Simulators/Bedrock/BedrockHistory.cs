using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Bedrock;

/// <summary>
/// What Bedrock rejects in the order of a history: tool results without their calls, calls without results, foreign or changed reasoning.
/// </summary>
internal static class BedrockHistory
{
    public static WireAnswer? Validate(JsonElement body, IssuedSignatures signatures)
    {
        HashSet<string> open = new(StringComparer.Ordinal);
        int index = -1;
        foreach (JsonElement message in body.Items("messages"))
        {
            index++;
            string role = message.Text("role")!;
            string at = string.Create(CultureInfo.InvariantCulture, $"messages.{index}.content");
            HashSet<string> calls = new(StringComparer.Ordinal);
            foreach (JsonElement block in message.Items("content"))
            {
                WireAnswer? refusal =
                    block.TryGetProperty("toolUse", out JsonElement call) ? Call(call, at, role, calls)
                    : block.TryGetProperty("toolResult", out JsonElement result) ? Result(result, at, role, open)
                    : block.TryGetProperty("reasoningContent", out JsonElement reasoning) ? Reasoning(reasoning, at, role, signatures)
                    : null;
                if (refusal is not null)
                {
                    return refusal;
                }
            }

            if (open.Count > 0)
            {
                return BedrockErrors.Invalid($"Expected toolResult blocks at {at} for the following Ids: {string.Join(", ", open)}");
            }

            open = calls;
        }

        return open.Count > 0
            ? BedrockErrors.Invalid(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Expected toolResult blocks at messages.{index + 1}.content for the following Ids: {string.Join(", ", open)}"))
            : null;
    }

    private static WireAnswer? Call(JsonElement call, string at, string role, HashSet<string> calls)
    {
        string id = call.Text("toolUseId") ?? string.Empty;
        if (role != "assistant")
        {
            return BedrockErrors.Invalid($"The toolUse blocks at {at} can only be in assistant messages.");
        }

        if (id.Length is 0 or > 64 || id.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')))
        {
            return BedrockErrors.Invalid(
                $"Value '{id}' at '{at}.toolUse.toolUseId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+");
        }

        if (!call.Has("input", JsonValueKind.Object) || call.Text("name") is not { Length: > 0 })
        {
            return BedrockErrors.Invalid(
                $"The format of the value at {at}.toolUse.input is invalid. Provide a json object for the field and try again.");
        }

        return calls.Add(id) ? null : BedrockErrors.Invalid($"The toolUse blocks at {at} contain duplicate Ids: {id}");
    }

    private static WireAnswer? Result(JsonElement result, string at, string role, HashSet<string> open)
    {
        if (role != "user")
        {
            return BedrockErrors.Invalid($"The toolResult blocks at {at} can only be in user messages.");
        }

        if (!result.Has("content", JsonValueKind.Array))
        {
            return BedrockErrors.Invalid($"Value at '{at}.toolResult.content' failed to satisfy constraint: Member must not be null");
        }

        foreach (JsonElement item in result.Items("content"))
        {
            if (item.TryGetProperty("json", out JsonElement json) && json.ValueKind != JsonValueKind.Object)
            {
                return BedrockErrors.Invalid(
                    $"The format of the value at {at}.toolResult.content.json is invalid. Provide a json object for the field and try again.");
            }

            if (item.Has("text", JsonValueKind.String) && string.IsNullOrWhiteSpace(item.Text("text")))
            {
                return BedrockErrors.Invalid(
                    $"The text field in the ContentBlock object at {at}.toolResult.content is blank. Add text to the text field, and try again.");
            }
        }

        return open.Remove(result.Text("toolUseId") ?? "")
            ? null
            : BedrockErrors.Invalid($"The number of toolResult blocks at {at} exceeds the number of toolUse blocks of previous turn.");
    }

    private static WireAnswer? Reasoning(JsonElement reasoning, string at, string role, IssuedSignatures signatures)
    {
        if (role != "assistant" || !reasoning.TryGetProperty("reasoningText", out JsonElement text)
            || text.Text("signature") is not { } signature)
        {
            return BedrockErrors.Invalid($"The model returned the following errors: {at}.thinking.signature: Field required");
        }

        return signatures.TryGetText(signature, out string? issued) && issued == text.Text("text")
            ? null
            : BedrockErrors.Invalid($"The model returned the following errors: {at}: Invalid `signature` in `thinking` block");
    }
}
