using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Anthropic;

/// <summary>What Anthropic rejects in the parameters and messages of a request, with its error messages.</summary>
internal static class AnthropicValidator
{
    public static WireAnswer? Validate(WireCall call, ProviderSimulatorOptions options)
    {
        JsonElement body = call.Body;
        if (string.IsNullOrEmpty(call.Model))
        {
            return AnthropicErrors.Invalid("model: Field required");
        }

        if (!body.Has("max_tokens", JsonValueKind.Number))
        {
            return AnthropicErrors.Invalid("max_tokens: Field required");
        }

        if (!body.Has("messages", JsonValueKind.Array))
        {
            return AnthropicErrors.Invalid("messages: Field required");
        }

        return Parameters(body) ?? Tools(body) ?? Messages(body, options);
    }

    private static WireAnswer? Parameters(JsonElement body)
    {
        double maximum = body.GetProperty("max_tokens").GetDouble();
        if (maximum < 1)
        {
            return AnthropicErrors.Invalid("max_tokens: Input should be greater than or equal to 1");
        }

        if (body.Has("temperature", JsonValueKind.Number) && body.GetProperty("temperature").GetDouble() is < 0 or > 1)
        {
            return AnthropicErrors.Invalid("temperature: range: 0..1");
        }

        if (body.TryGetProperty("thinking", out JsonElement thinking) && thinking.Has("budget_tokens", JsonValueKind.Number))
        {
            double budget = thinking.GetProperty("budget_tokens").GetDouble();
            if (budget < 1024)
            {
                return AnthropicErrors.Invalid("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
            }

            if (budget >= maximum)
            {
                return AnthropicErrors.Invalid("`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size");
            }
        }

        return null;
    }

    private static WireAnswer? Tools(JsonElement body)
    {
        if (body.Items("tools").FindRepeatedName() is not null)
        {
            return AnthropicErrors.Invalid("tools: Tool names must be unique.");
        }

        int index = -1;
        foreach (JsonElement tool in body.Items("tools"))
        {
            index++;
            if (tool.Text("type") is { } type && type != "custom")
            {
                continue;
            }

            string at = string.Create(CultureInfo.InvariantCulture, $"tools.{index}.custom");
            if (tool.Text("name") is not { Length: > 0 })
            {
                return AnthropicErrors.Invalid($"{at}.name: Field required");
            }

            if (!tool.TryGetProperty("input_schema", out JsonElement schema))
            {
                return AnthropicErrors.Invalid($"{at}.input_schema: Field required");
            }

            if (schema.ValueKind != JsonValueKind.Object)
            {
                return AnthropicErrors.Invalid($"{at}.input_schema: Input does not match the expected shape.");
            }

            if (schema.Text("type") != "object")
            {
                return AnthropicErrors.Invalid(
                    $"{at}.input_schema.type: {(schema.TryGetProperty("type", out _) ? "Input should be 'object'" : "Field required")}");
            }
        }

        return null;
    }

    private static WireAnswer? Messages(JsonElement body, ProviderSimulatorOptions options)
    {
        JsonElement[] messages = [.. body.Items("messages")];
        if (messages.Length == 0)
        {
            return AnthropicErrors.Invalid("messages: at least one message is required");
        }

        for (int i = 0; i < messages.Length; i++)
        {
            string? role = messages[i].Text("role");
            if (role == "system" && AnthropicInnerSystem.Validate(body.Text("model")!, messages, i) is { } misplaced)
            {
                return misplaced;
            }

            if (role is not ("user" or "assistant" or "system"))
            {
                return AnthropicErrors.Invalid(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"messages.{i}.role: {(role is null ? "Field required" : "Input should be 'user' or 'assistant'")}"));
            }

            if (i == 0 && role != "user" && !options.AcceptAssistantFirst)
            {
                return AnthropicErrors.Invalid("messages: first message must use the \"user\" role");
            }

            if (Content(messages[i], i, isLastAssistant: i == messages.Length - 1 && role == "assistant") is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static WireAnswer? Content(JsonElement message, int index, bool isLastAssistant)
    {
        if (!message.TryGetProperty("content", out JsonElement content))
        {
            return AnthropicErrors.Invalid(string.Create(CultureInfo.InvariantCulture, $"messages.{index}.content: Field required"));
        }

        bool empty = content.ValueKind == JsonValueKind.String ? content.GetString()!.Length == 0 : !message.Items("content").Any();
        if (empty && !isLastAssistant)
        {
            return AnthropicErrors.Invalid(string.Create(CultureInfo.InvariantCulture,
                $"messages.{index}: all messages must have non-empty content except for the optional final assistant message"));
        }

        string? last = content.ValueKind == JsonValueKind.String ? content.GetString() : null;
        foreach (JsonElement block in message.Items("content"))
        {
            last = block.Text("text");
            if (block.Text("type") == "text" && string.IsNullOrWhiteSpace(last))
            {
                return AnthropicErrors.Invalid(last is { Length: > 0 }
                    ? "messages: text content blocks must contain non-whitespace text"
                    : "messages: text content blocks must be non-empty");
            }
        }

        return isLastAssistant && last is { Length: > 0 } && char.IsWhiteSpace(last[^1])
            ? AnthropicErrors.Invalid("messages: final assistant content cannot end with trailing whitespace")
            : null;
    }
}
