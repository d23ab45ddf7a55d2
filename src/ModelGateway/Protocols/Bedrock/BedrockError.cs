using System.Text.Json;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>The facts of <c>{"message"}</c>; the type is usually in a header, in a stream in the frame, and seldom in the body.</summary>
internal readonly struct BedrockError
{
    public ErrorFacts Facts { get; private init; }

    /// <summary>The model's answer behind Bedrock's error.</summary>
    public int? OriginalStatus { get; private init; }

    public static BedrockError Read(ReadOnlySpan<byte> body)
    {
        ErrorFacts facts = ErrorBody.Read(body);
        BedrockError error = new() { Facts = facts with { Type = ShortType(facts.Type) } };
        try
        {
            JsonElement root = WireJson.ParseMended(body);
            if (root.ValueKind != JsonValueKind.Object)
            {
                return error;
            }

            // The front of the service: {"Output":{"__type":"…#UnknownOperationException"},"Version":"1.0"}.
            string? type = root.TryGetProperty("Output"u8, out JsonElement output) ? ShortType(ErrorBody.Text(output, "__type")) : null;
            return new BedrockError
            {
                Facts = error.Facts with { Type = error.Facts.Type ?? type },
                OriginalStatus = int.TryParse(ErrorBody.Text(root, "originalStatusCode"), out int code) ? code : null,
            };
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            // The body is HTML, empty or cut off: only the status is known.
            return error;
        }
    }

    /// <summary>
    /// <c>ValidationException</c> of <c>ValidationException:http://…</c> and of <c>com.amazon.coral.service#ValidationException</c>.
    /// </summary>
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
}
