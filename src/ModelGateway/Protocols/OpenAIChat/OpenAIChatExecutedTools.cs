using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Reads <c>executed_tools</c> of a message, the tools that the service ran (Groq), into contents and counts. Streams repeat a tool by its
/// index, with more of it each time.
/// </summary>
internal sealed class OpenAIChatExecutedTools(ChatCall call, string protocol)
{
    private readonly SortedDictionary<int, JsonElement> _tools = [];
    private bool _taken;

    /// <summary>Reads the value of <c>executed_tools</c>.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            JsonElement tool = WireJson.ReadMended(ref reader);
            if (tool.ValueKind == JsonValueKind.Object)
            {
                Keep(Field(tool, "index") is { ValueKind: JsonValueKind.Number } at ? at.GetInt32() : _tools.Count, tool);
            }
        }
    }

    private void Keep(int index, JsonElement tool)
    {
        int before = _tools.TryGetValue(index, out JsonElement known) ? JsonMarshal.GetRawUtf8Value(known).Length : 0;
        call.Bound.Add(JsonMarshal.GetRawUtf8Value(tool).Length - before, BoundedBuffer.Blocks);
        PartialToolCalls.CheckCount(_tools.Count);
        _tools[index] = tool;
    }

    /// <summary>Counts the tools, which the usage does not.</summary>
    public void AddTo(UsageDetails usage)
    {
        foreach (JsonElement tool in _tools.Values)
        {
            UsageBucket bucket = UsageBucket.Additional(OpenAIChatWords.FindExecutedTool(Text(tool, "type")));
            bucket.Set(usage, (bucket.Get(usage) ?? 0) + 1);
        }
    }

    /// <summary>The calls and results, in the order in which the tools ran; none after the first time.</summary>
    public List<AIContent> TakeContents()
    {
        List<AIContent> contents = new(_tools.Count * 2);
        if (_taken)
        {
            return contents;
        }

        _taken = true;
        foreach ((int index, JsonElement tool) in _tools)
        {
            Add(contents, tool, $"{Text(tool, "type") ?? "tool"}_{index}");
        }

        foreach (AIContent content in contents)
        {
            ContentOrigin.Set(content, protocol);
        }

        return contents;
    }

    private static void Add(List<AIContent> contents, JsonElement tool, string id)
    {
        switch (OpenAIChatWords.FindExecutedTool(Text(tool, "type")))
        {
            case Costs.Usage.UsageCounts.WebSearches:
                contents.Add(new WebSearchToolCallContent(id)
                {
                    Queries = Argument(tool, "query") is { } query ? [query] : null,
                    RawRepresentation = tool,
                });
                contents.Add(new WebSearchToolResultContent(id) { Outputs = Pages(tool) });
                break;
            case Costs.Usage.UsageCounts.CodeExecutions:
                contents.Add(new CodeInterpreterToolCallContent(id)
                {
                    Inputs = Argument(tool, "code") is { } code ? [new TextContent(code)] : null,
                    RawRepresentation = tool,
                });
                contents.Add(new CodeInterpreterToolResultContent(id)
                {
                    Outputs = Text(tool, "output") is { } output ? [new TextContent(output)] : [],
                });
                break;
            default:
                contents.Add(new AIContent { RawRepresentation = tool });
                break;
        }
    }

    private static List<AIContent> Pages(JsonElement tool)
    {
        List<AIContent> pages = [];
        JsonElement results = Field(tool, "search_results");
        results = results.ValueKind == JsonValueKind.Object ? Field(results, "results") : results;
        if (results.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement result in results.EnumerateArray())
            {
                if (Uri.TryCreate(Text(result, "url"), UriKind.Absolute, out Uri? url))
                {
                    UriContent page = new(url, "text/html");
                    if (Text(result, "title") is { } title)
                    {
                        page.AdditionalProperties = new AdditionalPropertiesDictionary { ["title"] = title };
                    }

                    pages.Add(page);
                }
            }
        }

        return pages;
    }

    // The arguments are JSON within a string; models may write anything there.
    private static string? Argument(JsonElement tool, string name)
    {
        try
        {
            return Text(tool, "arguments") is { Length: > 0 } arguments
                ? Text(WireJson.ParseMended(Encoding.UTF8.GetBytes(arguments)), name)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Field(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value) ? value : default;

    private static string? Text(JsonElement owner, string name) =>
        Field(owner, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
