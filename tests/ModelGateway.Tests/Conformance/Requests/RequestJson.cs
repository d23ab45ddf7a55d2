using System.Text.Json;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Reads fields that may be absent or null.</summary>
internal static class RequestJson
{
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement element, string name) => element.Field(name)?.GetString();

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Field(name)?.EnumerateArray()
        .ToList() ?? [];

    public static float Number(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number ? value.GetSingle() : throw new NotMappedException($"`{name}` that is no number");
}
