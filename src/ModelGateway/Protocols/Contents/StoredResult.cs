using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Restores tool results that are contents (texts, images, files). In a history that went through JSON they are plain JSON, without their
/// type; the discriminators that Microsoft.Extensions.AI writes identify them. Only JSON that holds the text or data itself becomes a
/// content: a tool's JSON must not name files of the account or addresses for the vendor to fetch.
/// </summary>
internal static class StoredResult
{
    // A store may reorder the fields of an object, including the discriminator.
    private static readonly JsonSerializerOptions Options =
        new(AIJsonUtilities.DefaultOptions) { AllowOutOfOrderMetadataProperties = true };

    /// <summary>Returns a content or a list of contents as the tool returned it, and any other result unchanged.</summary>
    public static object? Restore(object? result)
    {
        if (result is not JsonElement element || !HoldsContents(element))
        {
            return result;
        }

        try
        {
            JsonTypeInfo<AIContent> type = (JsonTypeInfo<AIContent>)Options.GetTypeInfo(typeof(AIContent));
            return element.ValueKind == JsonValueKind.Object
                ? element.Deserialize(type)
                : element.EnumerateArray().Select(item => item.Deserialize(type)!).ToArray();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            return result; // It only looked like contents.
        }
    }

    /// <summary>
    /// The contents of a result that holds images or files, which most protocols separate from text; null where it holds none.
    /// </summary>
    public static IEnumerable<AIContent>? WithMedia(object? value) => value switch
    {
        AIContent content when IsMedia(content) => [content],
        IEnumerable<AIContent> contents when contents.Any(IsMedia) => contents,
        _ => null,
    };

    /// <summary>Whether a content is data or refers to data; otherwise it is text or a call.</summary>
    public static bool IsMedia(AIContent content) => content is DataContent or UriContent or HostedFileContent;

    /// <summary>
    /// A history in which every result is as its tool returned it, so that negotiation and estimates see images and files in it. A history
    /// without stored contents is returned as it is.
    /// </summary>
    public static IReadOnlyList<ChatMessage> RestoreAll(IReadOnlyList<ChatMessage> messages)
    {
        List<ChatMessage>? restored = null;
        for (int i = 0; i < messages.Count; i++)
        {
            IList<AIContent> contents = messages[i].Contents;
            ChatMessage? copy = null;
            for (int j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionResultContent { Result: JsonElement stored } result
                    && Restore(stored) is not JsonElement and { } value)
                {
                    copy ??= Copy(messages[i]);
                    copy.Contents[j] = new FunctionResultContent(result.CallId, value)
                    {
                        Exception = result.Exception,
                        AdditionalProperties = result.AdditionalProperties,
                        Annotations = result.Annotations,
                        RawRepresentation = result.RawRepresentation,
                    };
                }
            }

            if (copy is not null)
            {
                (restored ??= [.. messages])[i] = copy;
            }
        }

        return restored ?? messages;
    }

    private static ChatMessage Copy(ChatMessage message)
    {
        ChatMessage copy = message.Clone();
        copy.Contents = [.. message.Contents];
        return copy;
    }

    private static bool HoldsContents(JsonElement element)
    {
        // Looking for the properties of a large result takes far longer than looking for the bytes.
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
            || JsonMarshal.GetRawUtf8Value(element).IndexOf("\"$type\""u8) < 0)
        {
            return false;
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            return IsContent(element);
        }

        foreach (JsonElement item in element.EnumerateArray())
        {
            if (!IsContent(item))
            {
                return false;
            }
        }

        return element.GetArrayLength() > 0;
    }

    private static bool IsContent(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("$type"u8, out JsonElement type)
        && type.ValueKind == JsonValueKind.String
        && (type.ValueEquals("text"u8) ? Has(element, "text"u8, "")
            : type.ValueEquals("data"u8) && Has(element, "uri"u8, "data:"));

    private static bool Has(JsonElement element, ReadOnlySpan<byte> name, string start)
    {
        if (!element.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String
            || !value.GetString()!.StartsWith(start, StringComparison.Ordinal))
        {
            return false;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            // Microsoft.Extensions.AI does not write this property: it is the tool's and would be lost.
            if (!property.NameEquals(name) && !property.NameEquals("$type"u8) && !property.NameEquals("annotations"u8)
                && !property.NameEquals("additionalProperties"u8) && !(start.Length > 0 && property.NameEquals("name"u8)))
            {
                return false;
            }
        }

        return true;
    }
}
