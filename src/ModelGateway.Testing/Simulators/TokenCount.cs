using System.Text.Json;

namespace ModelGateway.Testing.Simulators;

/// <summary>Counts one token for every four characters or part of them: crude, but the same on every run.</summary>
internal static class TokenCount
{
    public static long OfText(string? text) => ((text?.Length ?? 0) + 3) / 4;

    /// <summary>The tokens of everything in a request that the model reads.</summary>
    public static long OfRequest(JsonElement body)
    {
        long characters = 0;
        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (property.Name is "messages" or "contents" or "system" or "systemInstruction" or "system_instruction")
            {
                characters += property.Value.ValueKind == JsonValueKind.String
                    ? property.Value.GetString()!.Length
                    : Characters(property.Value, false);
            }
        }

        return (characters + 3) / 4;
    }

    private static long Characters(JsonElement value, bool counted)
    {
        long characters = 0;
        switch (value.ValueKind)
        {
            case JsonValueKind.String when counted:
                return value.GetString()!.Length;
            case JsonValueKind.Number when counted:
                return value.GetRawText().Length;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    characters += Characters(item, counted && item.ValueKind != JsonValueKind.Object);
                }

                return characters;
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    // Arguments and tool results count whole; other values count only where they are text.
                    characters += property.Name is "input" or "args" or "response"
                        ? property.Value.GetRawText().Length
                        : Characters(
                            property.Value, property.Name is "text" or "content" or "thinking" or "reasoning_content" or "arguments");
                }

                return characters;
            default:
                return 0;
        }
    }
}
