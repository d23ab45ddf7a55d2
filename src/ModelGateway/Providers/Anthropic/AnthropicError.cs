using System.Text.Json;

namespace ModelGateway.Providers.Anthropic;

/// <summary>The facts of <c>{"type":"error","error":{"type","message","details":{"error_code"}},"request_id"}</c>.</summary>
internal readonly struct AnthropicError
{
    public string? Type { get; private init; }

    public string? Message { get; private init; }

    public string? Code { get; private init; }

    public string? RequestId { get; private init; }

    public static AnthropicError Read(ReadOnlySpan<byte> body)
    {
        JsonElement root = JsonElement.Parse(body);
        if (root.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        JsonElement error = root.TryGetProperty("error"u8, out JsonElement value) ? value : root;
        if (error.ValueKind == JsonValueKind.String)
        {
            return new AnthropicError { Message = error.GetString(), RequestId = Text(root, "request_id") };
        }

        JsonElement details = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("details"u8, out value) ? value : default;
        return new AnthropicError
        {
            Type = Text(error, "type"),
            Message = Text(error, "message"),
            Code = Text(details, "error_code") ?? Text(error, "code"),
            RequestId = Text(root, "request_id"),
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
