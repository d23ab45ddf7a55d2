using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Bedrock;

/// <summary>What Bedrock rejects in the parameters and messages of a request, with its error messages.</summary>
internal static class BedrockValidator
{
    private static readonly string[] Fields =
    [
        "messages", "system", "inferenceConfig", "toolConfig", "guardrailConfig", "additionalModelRequestFields", "promptVariables",
        "additionalModelResponseFieldPaths", "requestMetadata", "performanceConfig", "serviceTier", "outputConfig",
    ];

    private static readonly string[] Blocks =
    [
        "text", "image", "document", "video", "audio", "toolUse", "toolResult", "guardContent", "cachePoint", "reasoningContent",
        "citationsContent", "searchResult",
    ];

    public static WireAnswer? Validate(JsonElement body)
    {
        foreach (JsonProperty field in body.EnumerateObject())
        {
            if (!Fields.Contains(field.Name))
            {
                return BedrockErrors.Invalid(
                    $"Malformed input request: #: extraneous key [{field.Name}] is not permitted, please reformat your input and try again.");
            }
        }

        return Parameters(body) ?? Tools(body) ?? Messages(body);
    }

    private static WireAnswer? Parameters(JsonElement body)
    {
        if (!body.TryGetProperty("inferenceConfig", out JsonElement config))
        {
            return null;
        }

        if (config.Has("maxTokens", JsonValueKind.Number) && config.GetProperty("maxTokens").GetDouble() < 1)
        {
            return BedrockErrors.Invalid(
                "1 validation error detected: Value at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or equal to 1");
        }

        return config.Has("temperature", JsonValueKind.Number) && config.GetProperty("temperature").GetDouble() is < 0 or > 1
            ? BedrockErrors.Invalid(
                "1 validation error detected: Value at 'inferenceConfig.temperature' failed to satisfy constraint: Member must have value less than or equal to 1")
            : null;
    }

    private static WireAnswer? Tools(JsonElement body)
    {
        if (!body.TryGetProperty("toolConfig", out JsonElement config))
        {
            return body.Items("messages").SelectMany(message => message.Items("content"))
                .Any(block => block.Has("toolUse", JsonValueKind.Object) || block.Has("toolResult", JsonValueKind.Object))
                    ? BedrockErrors.Invalid("The toolConfig field must be defined when using toolUse and toolResult content blocks.")
                    : null;
        }

        if (config.Items("tools").Inner("toolSpec").FindRepeatedName() is not null)
        {
            return BedrockErrors.Invalid("The model returned the following errors: tools: Tool names must be unique.");
        }

        int index = -1;
        foreach (JsonElement tool in config.Items("tools"))
        {
            index++;
            if (!tool.TryGetProperty("toolSpec", out JsonElement spec))
            {
                continue;
            }

            if (spec.Text("name") is not { Length: > 0 and <= 64 } || !spec.TryGetProperty("inputSchema", out JsonElement schema))
            {
                return BedrockErrors.Invalid(string.Create(CultureInfo.InvariantCulture,
                    $"Value at 'toolConfig.tools.{index}.member.toolSpec' failed to satisfy constraint: Member must not be null"));
            }

            if (!schema.TryGetProperty("json", out JsonElement json) || json.Text("type") != "object")
            {
                return BedrockErrors.Invalid(string.Create(CultureInfo.InvariantCulture,
                    $"The value at toolConfig.tools.{index}.toolSpec.inputSchema.json.type must be one of the following: object."));
            }
        }

        return index < 0
            ? BedrockErrors.Invalid(
            "Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1") : null;
    }

    private static WireAnswer? Messages(JsonElement body)
    {
        JsonElement[] messages = [.. body.Items("messages")];
        if (messages.Length == 0)
        {
            return BedrockErrors.Invalid("A conversation must have at least one message.");
        }

        string? previous = null;
        for (int i = 0; i < messages.Length; i++)
        {
            string? role = messages[i].Text("role");
            if (role is not ("user" or "assistant"))
            {
                return BedrockErrors.Invalid(string.Create(CultureInfo.InvariantCulture,
                    $"Value at 'messages.{i}.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]"));
            }

            if (i == 0 && role != "user")
            {
                return BedrockErrors.Invalid(
                    "A conversation must start with a user message. Try again with a conversation that starts with a user message.");
            }

            if (role == previous)
            {
                return BedrockErrors.Invalid(
                    "A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.");
            }

            previous = role;
            if (Content(messages[i], i) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static WireAnswer? Content(JsonElement message, int index)
    {
        JsonElement[] blocks = [.. message.Items("content")];
        if (blocks.Length == 0)
        {
            return BedrockErrors.Invalid(string.Create(CultureInfo.InvariantCulture,
                $"The content field in the Message object at messages.{index} is empty. Add a ContentBlock object to the content field and try again."));
        }

        for (int i = 0; i < blocks.Length; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"messages.{index}.content.{i}");
            if (blocks[i].EnumerateObject().Count() != 1 || !Blocks.Contains(blocks[i].EnumerateObject().First().Name))
            {
                return BedrockErrors.Invalid($"Malformed input request: {at}: exactly one known member is permitted.");
            }

            if (blocks[i].Has("text", JsonValueKind.String) && string.IsNullOrWhiteSpace(blocks[i].Text("text")))
            {
                return BedrockErrors.Invalid(
                    $"The text field in the ContentBlock object at {at} is blank. Add text to the text field, and try again.");
            }
        }

        return blocks.Any(block => block.Has("document", JsonValueKind.Object))
            && !blocks.Any(block => block.Has("text", JsonValueKind.String))
            ? BedrockErrors.Invalid("The ContentBlock object that contains a document must also have a text block.")
            : null;
    }
}
