using System.Text.Json;

namespace ModelGateway.Providers.Bedrock;

/// <summary>The facts of <c>{"message"}</c>; the type mostly stands in a header, in a stream in the frame, seldom in the body.</summary>
internal readonly struct BedrockError
{
    public string? Message { get; private init; }

    public string? Type { get; private init; }

    /// <summary>What the model itself had answered.</summary>
    public int? OriginalStatus { get; private init; }

    public static BedrockError Read(ReadOnlySpan<byte> body)
    {
        try
        {
            JsonElement root = JsonElement.Parse(body);
            if (root.ValueKind != JsonValueKind.Object)
            {
                return default;
            }

            // The front of the service: {"Output":{"__type":"…#UnknownOperationException"},"Version":"1.0"}.
            JsonElement named = root.TryGetProperty("Output"u8, out JsonElement output) && output.ValueKind == JsonValueKind.Object ? output : root;
            return new BedrockError
            {
                Message = Text(root, "message") ?? Text(root, "Message"),
                Type = ShortType(Text(named, "__type")),
                OriginalStatus = root.TryGetProperty("originalStatusCode"u8, out JsonElement status) && status.TryGetInt32(out int code) ? code : null,
            };
        }
        catch (Exception exception) when (BedrockFaults.IsFromJson(exception))
        {
            // HTML, nothing, or cut off: the status has to do.
            return default;
        }
    }

    /// <summary><c>ValidationException</c> of <c>ValidationException:http://…</c> and of <c>com.amazon.coral.service#ValidationException</c>.</summary>
    public static string? ShortType(string? type)
    {
        if (string.IsNullOrEmpty(type))
        {
            return null;
        }

        type = type[(type.LastIndexOf('#') + 1)..];
        int end = type.IndexOf(':', StringComparison.Ordinal);
        return end < 0 ? type : type[..end];
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
