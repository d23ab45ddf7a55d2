using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>What written generateContent requests have otherwise than the recorded ones.</summary>
internal static class GeminiRequestDifferences
{
    public static IReadOnlyList<RequestDifference> All { get; } =
    [
        RequestDifference.LeftOut("`thought: false`, the default, is left out", "*.thought",
            recorded => recorded.GetValueKind() == JsonValueKind.False),
        RequestDifference.LeftOut("the system instruction has no role", ".systemInstruction.role"),
        new("contents of one role in a row become one", ".contents",
            (recorded, written) => SameSideMessages.Join(recorded, written, "parts")),
        RequestDifference.Renamed("schemas are written as JSON Schema, not as Google's own", ".tools[].functionDeclarations[]",
            "parameters", "parametersJsonSchema"),
        RequestDifference.Renamed(
            "names are written as documented, not in snake case", ".toolConfig.functionCallingConfig", "allowed_function_names",
            "allowedFunctionNames"),
        RequestDifference.LeftOut("a function without parameters declares none", ".tools[].functionDeclarations[].parameters", recorded =>
            recorded["properties"] is JsonObject { Count: 0 }),
        new("results stand in the order of their calls", ".contents[].parts", OrderResults),
        RequestDifference.LeftOut("an empty object is left out", "*",
            recorded => recorded is JsonObject { Count: 0 } or JsonArray { Count: 0 }),
        new("a result beside an image is written as its text", ".contents[].parts[].functionResponse.response.result",
            (recorded, written) =>
            recorded is JsonObject && written?.GetValueKind() == JsonValueKind.String
                ? new RequestPair(recorded, JsonNode.Parse(written.GetValue<string>())) : null),
        new("the recording cut the bytes short", "*.data", OpenAIRequestDifferences.Cut),
    ];

    private static RequestPair? OrderResults(JsonNode? recorded, JsonNode? written)
    {
        if (Names(recorded) is not { } before || Names(written) is not { } after || before.SequenceEqual(after)
            || !before.Order().SequenceEqual(after.Order()))
        {
            return null;
        }

        JsonNode?[] left = [.. (JsonArray)recorded!.DeepClone()];
        ((JsonArray)left[0]!.Parent!).Clear();
        List<JsonNode?> open = [.. left];
        JsonArray ordered = [];
        foreach (string name in after)
        {
            JsonNode? next = open.First(part => part!["functionResponse"]!["name"]!.GetValue<string>() == name);
            open.Remove(next);
            ordered.Add(next);
        }

        return new RequestPair(ordered, written);
    }

    private static string[]? Names(JsonNode? parts) =>
        parts is JsonArray array && array.All(part => part?["functionResponse"] is not null)
            ? [.. array.Select(part => part!["functionResponse"]!["name"]!.GetValue<string>())] : null;
}
