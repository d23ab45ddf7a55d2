using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>What written Messages requests have otherwise than the recorded ones.</summary>
internal static class AnthropicRequestDifferences
{
    public static IReadOnlyList<RequestDifference> All { get; } =
    [
        new("messages of one side in a row become one", ".messages",
            (recorded, written) => SameSideMessages.Join(recorded, written, "content")),
        RequestDifference.Added("a cache breakpoint's default time to live is written out", "*.cache_control.ttl",
            written => written.GetValue<string>() == "5m"),
        new("a result that is one text is written as a string, not as blocks", ".messages[].content[].content", (recorded, written) =>
            recorded is JsonArray { Count: 1 } blocks && blocks[0]!["type"]!.GetValue<string>() == "text"
                && written?.GetValueKind() == JsonValueKind.String
                ? new RequestPair(blocks[0]!["text"], written) : null),
        new("a schema that is `true` is written as an object without properties", ".tools[].input_schema", (recorded, written) =>
            recorded?.GetValueKind() == JsonValueKind.True && written?["type"]?.GetValue<string>() == "object"
                && written["properties"] is JsonObject { Count: 0 }
                ? new RequestPair(written, written) : null),
        new("a union at the root of a tool's schema is laid together", ".tools[].input_schema", (recorded, written) =>
            (recorded?["anyOf"] ?? recorded?["oneOf"]) is JsonArray && written?["properties"] is JsonObject
                ? new RequestPair(written, written) : null) { IsNoted = true },
        RequestDifference.LeftOut("a strict tool is not strict where strict mode cannot take its schema", ".tools[].strict") with
        {
            IsNoted = true,
        },
        new("models since 4.6 are sent `adaptive` thinking and an effort, not a budget", "", AdaptThinking),
        new("the recording cut the bytes short", "*.data", OpenAIRequestDifferences.Cut),
    ];

    private static RequestPair? AdaptThinking(JsonNode? recorded, JsonNode? written)
    {
        if (recorded?["thinking"]?["budget_tokens"] is null || written?["thinking"]?["type"]?.GetValue<string>() != "adaptive"
            || written["output_config"]?["effort"] is not { } effort)
        {
            return null;
        }

        JsonNode adapted = recorded.DeepClone();
        adapted["thinking"] = new JsonObject { ["type"] = "adaptive" };
        (adapted["output_config"] ??= new JsonObject())["effort"] = effort.DeepClone();
        return new RequestPair(adapted, written);
    }
}
