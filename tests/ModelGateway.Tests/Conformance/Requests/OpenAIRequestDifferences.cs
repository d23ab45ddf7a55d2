using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>What written Chat Completions requests have otherwise than the recorded ones.</summary>
internal static class OpenAIRequestDifferences
{
    public static IReadOnlyList<RequestDifference> All { get; } =
    [
        RequestDifference.Renamed("`max_tokens` is written as `max_completion_tokens`", "", "max_tokens", "max_completion_tokens"),
        RequestDifference.Renamed("`max_completion_tokens` is written as `max_tokens`", "", "max_completion_tokens", "max_tokens"),
        RequestDifference.Added("usage is asked for of every stream", ".stream_options",
            written => written["include_usage"]?.GetValueKind() == JsonValueKind.True),
        RequestDifference.Added("streams are asked for without padding", ".stream_options.include_obfuscation",
            written => written.GetValueKind() == JsonValueKind.False),
        new("a text alone is written as a string, not as parts", ".messages[].content", (recorded, written) =>
            recorded is JsonArray { Count: 1 } && written?.GetValueKind() == JsonValueKind.String && JoinedTexts(recorded) is { } text
                ? new RequestPair(text, written) : null),
        new("arguments have other white space", ".messages[].tool_calls[].function.arguments", (recorded, written) =>
            recorded is null || written is null ? null
                : new RequestPair(JsonNode.Parse(recorded.GetValue<string>()), JsonNode.Parse(written.GetValue<string>()))),
        new("a call's arguments that are `null` are written as an empty object", ".messages[].tool_calls[].function.arguments",
            (recorded, written) =>
            recorded is null && written is JsonObject { Count: 0 } ? new RequestPair(written, written) : null),
        new("images of a tool's result are sent as a user's, behind it", ".messages", MoveImages) { IsNoted = true },
        RequestDifference.LeftOut("no content beside tool calls, instead of an empty one", ".messages[].content", IsEmpty),
        RequestDifference.LeftOut("`index`, which only chunks have, is not sent with a call", ".messages[].tool_calls[].index"),
        RequestDifference.LeftOut("reasoning is not sent back (`reasoning_content`)",
            ".messages[].reasoning_content") with { IsNoted = true },
        RequestDifference.Added("a call without reasoning is sent with an empty one", ".messages[].reasoning_content", IsEmpty),
        RequestDifference.LeftOut("reasoning is not sent back (`reasoning_details`)",
            ".messages[].reasoning_details") with { IsNoted = true },
        new("an effort is written as `reasoning_effort`, not as `reasoning.effort`", "", (recorded, written) =>
        {
            if (recorded?["reasoning"]?["effort"] is not { } effort || written is not JsonObject || written["reasoning"] is not null)
            {
                return null;
            }

            JsonObject other = (JsonObject)recorded.DeepClone();
            other.Remove("reasoning");
            other["reasoning_effort"] = effort.DeepClone();
            return new RequestPair(other, written);
        }),
        RequestDifference.Added("thinking is turned on where an effort is asked for", ".thinking",
            written => written["type"]?.GetValue<string>() == "enabled"),
        new("thinking is turned off where a tool is forced", ".thinking.type", (recorded, written) =>
            recorded?.GetValue<string>() == "enabled" && written?.GetValue<string>() == "disabled" ? new RequestPair(written, written)
                : null),
        RequestDifference.LeftOut("`strict` is not sent where every schema is", ".response_format.json_schema.strict"),
        new("the recording cut the bytes short", "*.url", Cut),
        new("the recording cut the bytes short", "*.data", Cut),
        new("the recording cut the bytes short", "*.file_data", Cut),
    ];

    internal static RequestPair? Cut(JsonNode? recorded, JsonNode? written) =>
        recorded?.GetValueKind() == JsonValueKind.String && recorded.GetValue<string>() is { } text && text.EndsWith('…')
            ? new RequestPair(RecordedBytes.Kept(text), written) : null;

    private static RequestPair? MoveImages(JsonNode? recorded, JsonNode? written)
    {
        JsonArray moved = [];
        JsonArray images = [];
        foreach (JsonNode? message in (JsonArray)recorded!)
        {
            JsonNode copy = message!.DeepClone();
            bool isTool = copy["role"]!.GetValue<string>() == "tool";
            if (!isTool)
            {
                AddUser(moved, images);
                images = [];
            }

            if (isTool && copy["content"] is JsonArray parts && parts.Any(part => part!["type"]!.GetValue<string>() != "text"))
            {
                foreach (JsonNode? part in parts.Where(part => part!["type"]!.GetValue<string>() != "text"))
                {
                    images.Add(part!.DeepClone());
                }

                string text = string.Concat(parts.Select(part => part!["text"]?.GetValue<string>()));
                copy["content"] = text.Length > 0 ? text : "The result is attached to the next user message.";
            }

            moved.Add(copy);
        }

        AddUser(moved, images);
        return moved.Count == ((JsonArray)recorded).Count ? null : new RequestPair(moved, written);
    }

    private static void AddUser(JsonArray messages, JsonArray parts)
    {
        if (parts.Count > 0)
        {
            messages.Add(new JsonObject { ["role"] = "user", ["content"] = parts });
        }
    }

    private static bool IsEmpty(JsonNode value) => value is JsonArray { Count: 0 }
        || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0);

    private static string? JoinedTexts(JsonNode parts) =>
        ((JsonArray)parts).All(part => part?["type"]?.GetValue<string>() == "text")
            ? string.Concat(((JsonArray)parts).Select(part => part!["text"]!.GetValue<string>())) : null;
}
