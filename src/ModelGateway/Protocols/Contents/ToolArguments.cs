using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Contents;

/// <summary>Converts the arguments and results of tool calls between JSON and the objects of Microsoft.Extensions.AI.</summary>
internal static class ToolArguments
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    // The default options indent, and providers bill every space.
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    /// <summary>
    /// Reads a call. Where the arguments are not a JSON object (e.g. cut off at the output limit), <c>Arguments</c> is null and
    /// <see cref="FunctionCallContent.Exception"/> says why, as in Microsoft.Extensions.AI, so that a tool loop can report it to the model.
    /// </summary>
    public static FunctionCallContent CreateCall(string callId, string name, ReadOnlySpan<byte> json)
    {
        try
        {
            return new FunctionCallContent(callId, name, Parse(json));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: the name of a property is not valid UTF-16 (an escaped lone surrogate).
            return new FunctionCallContent(callId, name) { Exception = exception };
        }
    }

    /// <summary>Writes a call's arguments as one JSON object.</summary>
    public static void WriteArguments(Utf8JsonWriter writer, IDictionary<string, object?>? arguments)
    {
        writer.WriteStartObject();
        if (arguments is not null)
        {
            foreach ((string name, object? value) in arguments)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes any value as JSON; types beyond JSON's own go through <see cref="AIJsonUtilities.DefaultOptions"/>.</summary>
    public static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }: writer.WriteNullValue(); break;
            // Raw: faster, and unescaping would throw for an unpaired surrogate, which models do send.
            case JsonElement element:
                writer.WriteRawValue(JsonWhiteSpace.Remove(JsonMarshal.GetRawUtf8Value(element)), skipInputValidation: true);
                break;
            case JsonNode node: node.WriteTo(writer); break;
            default: JsonSerializer.Serialize(writer, value, Compact.GetTypeInfo(value.GetType())); break;
        }
    }

    /// <summary>The text form of a tool's result, for the protocols that take results as text.</summary>
    public static string ResultText(object? result) => result switch
    {
        null => "",
        string text => text,
        TextContent text => text.Text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Undefined } => "",
        JsonElement element => Encoding.UTF8.GetString(JsonWhiteSpace.Remove(JsonMarshal.GetRawUtf8Value(element))),
        IEnumerable<AIContent> contents when contents.All(static content => content is TextContent) => string.Concat(contents),
        _ => JsonSerializer.Serialize(result, Compact.GetTypeInfo(result.GetType())),
    };

    private static Dictionary<string, object?>? Parse(ReadOnlySpan<byte> json)
    {
        if (json.Trim(" \t\r\n"u8).IsEmpty)
        {
            return null;
        }

        JsonElement root = JsonElement.Parse(SurrogateHalves.Mend(json), Strict);
        if (root.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"A tool call's arguments are a JSON {root.ValueKind}, not an object: {Shorten(json)}");
        }

        Dictionary<string, object?> arguments = new(root.GetPropertyCount(), StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            arguments[property.Name] = property.Value;
        }

        return arguments;
    }

    private static string Shorten(ReadOnlySpan<byte> json) => Encoding.UTF8.GetString(json[..Math.Min(json.Length, 80)]);
}
