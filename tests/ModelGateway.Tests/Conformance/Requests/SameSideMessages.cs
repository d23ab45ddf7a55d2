using System.Text.Json.Nodes;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Messages of one side in a row, which a protocol wants as one.</summary>
internal static class SameSideMessages
{
    /// <summary>Joins recorded messages that follow each other with the same role.</summary>
    /// <param name="recorded">The recorded messages.</param>
    /// <param name="written">The written ones.</param>
    /// <param name="parts">The field that holds a message's parts.</param>
    public static RequestPair? Join(JsonNode? recorded, JsonNode? written, string parts)
    {
        if (recorded is not JsonArray messages || written is not JsonArray || messages.Count == ((JsonArray)written).Count)
        {
            return null;
        }

        JsonArray joined = [];
        foreach (JsonNode? message in messages)
        {
            JsonNode copy = message!.DeepClone();
            if (joined.Count == 0 || joined[^1]!["role"]!.GetValue<string>() != copy["role"]!.GetValue<string>()
                || joined[^1]![parts] is not JsonArray target
                || copy[parts] is not JsonArray more)
            {
                joined.Add(copy);
                continue;
            }

            foreach (JsonNode? part in more)
            {
                target.Add(part!.DeepClone());
            }
        }

        return joined.Count == messages.Count ? null : new RequestPair(joined, written);
    }
}
