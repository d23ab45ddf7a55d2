using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>
/// Reads the items that the service's own tools made. The first content of an item keeps the item's JSON, which is sent back with the
/// history. An item that Microsoft.Extensions.AI has no content type for becomes a plain content with the JSON as its raw representation.
/// </summary>
internal static class ResponsesHostedItemReader
{
    /// <returns>The name of the count that the item adds to; null for none.</returns>
    public static string? Read(ReadOnlySpan<byte> json, string protocol, ref List<AIContent>? contents)
    {
        JsonElement item = WireJson.ParseMended(json);
        string type = Text(item, "type") ?? "item";
        string id = Text(item, "id") is { Length: > 0 } given ? given : type;
        contents ??= new(2);
        int first = contents.Count;
        switch (type)
        {
            case "web_search_call":
                ReadSearch(item, id, contents);
                break;
            case "code_interpreter_call":
                ReadCode(item, id, contents);
                break;
            case "image_generation_call":
                contents.Add(new ImageGenerationToolCallContent(id));
                contents.Add(new ImageGenerationToolResultContent(id) { Outputs = Image(item) });
                break;
            case "mcp_call":
                contents.Add(McpCall(item, id));
                contents.Add(new McpServerToolResultContent(id)
                {
                    Outputs = McpError(item) is { } error ? [new ErrorContent(error)] : [new TextContent(Text(item, "output") ?? "")],
                });
                break;
            case "mcp_approval_request":
                contents.Add(new ToolApprovalRequestContent(id, McpCall(item, id)));
                break;
            default:
                contents.Add(new AIContent());
                break;
        }

        contents[first].RawRepresentation = item;
        ResponsesProperties.Set(contents[first], protocol, ResponsesProperties.Item, Encoding.UTF8.GetString(json));
        for (int i = first + 1; i < contents.Count; i++)
        {
            ContentOrigin.Set(contents[i], protocol);
        }

        // Of web searches, pages that were only opened are no searches.
        return ResponsesWords.CountedItems.TryFind(type, out string? count)
            && (count != UsageCounts.WebSearches || Text(Field(item, "action"), "type") is null or "search") ? count : null;
    }

    private static void ReadSearch(JsonElement item, string id, List<AIContent> contents)
    {
        JsonElement action = Field(item, "action");
        List<string> queries = [.. Items(action, "queries").Where(IsText).Select(static query => query.GetString()!)];
        if (queries.Count == 0 && Text(action, "query") is { Length: > 0 } only)
        {
            queries.Add(only);
        }

        contents.Add(new WebSearchToolCallContent(id) { Queries = queries.Count > 0 ? queries : null });
        List<AIContent> outputs =
            [.. Items(action, "sources").Select(static source => Link(Text(source, "url"), "text/html")).OfType<AIContent>()];
        if (outputs.Count == 0 && Link(Text(action, "url"), "text/html") is { } page)
        {
            outputs.Add(page);
        }

        contents.Add(new WebSearchToolResultContent(id) { Outputs = outputs });
    }

    private static void ReadCode(JsonElement item, string id, List<AIContent> contents)
    {
        contents.Add(new CodeInterpreterToolCallContent(id)
        {
            Inputs = Text(item, "code") is { } code ? [new DataContent(Encoding.UTF8.GetBytes(code), "text/x-python")] : null,
        });
        List<AIContent> outputs = [];
        foreach (JsonElement output in Items(item, "outputs"))
        {
            if (Text(output, "logs") is { } logs)
            {
                outputs.Add(new TextContent(logs));
            }
            else if (Link(Text(output, "url"), "image/png") is { } image)
            {
                outputs.Add(image);
            }
        }

        contents.Add(new CodeInterpreterToolResultContent(id) { Outputs = outputs });
    }

    private static List<AIContent> Image(JsonElement item)
    {
        if (Text(item, "result") is not { Length: > 0 })
        {
            return [];
        }

        string format = Text(item, "output_format") is { Length: > 0 } given && given.All(char.IsAsciiLetterOrDigit) ? given : "png";
        return [new DataContent(item.GetProperty("result").GetBytesFromBase64(), "image/" + format)];
    }

    private static McpServerToolCallContent McpCall(JsonElement item, string id)
    {
        string name = Text(item, "name") is { Length: > 0 } given ? given : throw new JsonException("A call of an MCP server has no name.");
        FunctionCallContent call = ToolArguments.CreateCall(id, name, Encoding.UTF8.GetBytes(Text(item, "arguments") ?? ""));
        return new McpServerToolCallContent(id, name, Text(item, "server_label")) { Arguments = call.Arguments };
    }

    // OpenAI sends null, a text or an object; an error without words is none.
    private static string? McpError(JsonElement item) => Field(item, "error") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } said ? said : null,
        { ValueKind: JsonValueKind.Object } error when error.GetPropertyCount() > 0 => Text(error, "message") ?? error.GetRawText(),
        _ => null,
    };

    private static UriContent? Link(string? address, string mediaType) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? new UriContent(uri, mediaType) : null;

    private static bool IsText(JsonElement element) => element.ValueKind == JsonValueKind.String;

    private static JsonElement Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    private static string? Text(JsonElement element, string name) =>
        Field(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement[] Items(JsonElement element, string name) =>
        Field(element, name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];
}
