using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>
/// What strict mode makes of one node of a schema: an object is closed, and each constraint that it refuses is told in the description,
/// as <c>{maximum: 10}</c>.
/// </summary>
internal static class StrictSchema
{
    /// <summary>Takes the written node back to the recorded one; null where it was not made from it so.</summary>
    public static RequestPair? Restore(JsonNode? recorded, JsonNode? written)
    {
        if (recorded is not JsonObject before || written is not JsonObject after)
        {
            return null;
        }

        JsonObject restored = (JsonObject)after.DeepClone();
        bool changed = false;
        if (!before.ContainsKey("additionalProperties") && restored["additionalProperties"]?.GetValueKind() == JsonValueKind.False)
        {
            changed = restored.Remove("additionalProperties");
        }

        string[] moved = [.. before.Where(field => field.Value is JsonValue && !after.ContainsKey(field.Key)).Select(field => $"{field.Key}: {field.Value!.ToJsonString()}")];
        if (moved.Length > 0 && restored["description"]?.GetValue<string>() is { } description && description.EndsWith('}')
            && description.LastIndexOf('{') is >= 0 and int start)
        {
            string[] told = description[(start + 1)..^1].Split(", ");
            if (!told.ToHashSet(StringComparer.Ordinal).SetEquals(moved))
            {
                return null;
            }

            foreach (string constraint in moved)
            {
                string name = constraint.Split(':')[0];
                restored[name] = before[name]!.DeepClone();
            }

            restored.Remove("description");
            if (start > 0)
            {
                restored["description"] = description[..(start - 1)];
            }

            changed = true;
        }

        return changed ? new RequestPair(before, restored) : null;
    }
}
