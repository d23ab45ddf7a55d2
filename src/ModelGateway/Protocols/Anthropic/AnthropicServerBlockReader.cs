using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Reads blocks of the tools that Anthropic runs, and of unknown types, into contents that can be sent back unchanged.</summary>
internal static class AnthropicServerBlockReader
{
    public static AIContent Read(AnthropicBlockType type, ReadOnlySpan<byte> json)
    {
        JsonElement block = WireJson.ParseMended(json);
        AIContent content = type switch
        {
            AnthropicBlockType.ServerToolUse => ReadCall(block),
            AnthropicBlockType.WebSearchResult => ReadSearchResult(block),
            AnthropicBlockType.CodeExecutionResult =>
                new CodeInterpreterToolResultContent(Text(block, "tool_use_id") ?? "") { Outputs = ReadOutputs(block) },
            AnthropicBlockType.McpToolUse =>
                new McpServerToolCallContent(Text(block, "id") ?? "", Text(block, "name") ?? "", Text(block, "server_name"))
                {
                    Arguments = ReadArguments(block),
                },
            AnthropicBlockType.McpToolResult =>
                new McpServerToolResultContent(Text(block, "tool_use_id") ?? "") { Outputs = ReadTexts(block) },
            _ => new AIContent(),
        };
        RawBlock.Set(content, Encoding.UTF8.GetString(json), AnthropicProtocol.ProtocolName);
        return content;
    }

    private static AIContent ReadCall(JsonElement block)
    {
        string id = Text(block, "id") ?? "";
        JsonElement input = block.TryGetProperty(AnthropicNames.Input.EncodedUtf8Bytes, out JsonElement value) ? value : default;
        return Text(block, "name") switch
        {
            "web_search" => new WebSearchToolCallContent(id) { Queries = Text(input, "query") is { } query ? [query] : null },
            "code_execution" or "bash_code_execution" or "text_editor_code_execution" => new CodeInterpreterToolCallContent(id)
            {
                Inputs = (Text(input, "code") ?? Text(input, "command")) is { } code ? [new TextContent(code)] : null,
            },
            _ => new AIContent(),
        };
    }

    private static WebSearchToolResultContent ReadSearchResult(JsonElement block)
    {
        WebSearchToolResultContent result = new(Text(block, "tool_use_id") ?? "");
        if (!block.TryGetProperty(AnthropicNames.Content.EncodedUtf8Bytes, out JsonElement content))
        {
            return result;
        }

        List<AIContent> outputs = [];
        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement page in content.EnumerateArray())
            {
                if (Text(page, "url") is { } address && Uri.TryCreate(address, UriKind.Absolute, out Uri? url))
                {
                    UriContent found = new(url, "text/html");
                    if (Text(page, "title") is { } title)
                    {
                        found.AdditionalProperties = new AdditionalPropertiesDictionary { ["title"] = title };
                    }

                    outputs.Add(found);
                }
            }
        }
        else if (Text(content, "error_code") is { } code)
        {
            outputs.Add(new ErrorContent($"The web search failed: {code}.") { ErrorCode = code });
        }

        result.Outputs = outputs;
        return result;
    }

    private static IDictionary<string, object?>? ReadArguments(JsonElement block) =>
        block.TryGetProperty(AnthropicNames.Input.EncodedUtf8Bytes, out JsonElement input) && input.ValueKind == JsonValueKind.Object
            ? ToolArguments.CreateCall("", "", JsonMarshal.GetRawUtf8Value(input)).Arguments
            : null;

    private static List<AIContent> ReadTexts(JsonElement block)
    {
        List<AIContent> outputs = [];
        if (block.TryGetProperty(AnthropicNames.Content.EncodedUtf8Bytes, out JsonElement content)
            && content.ValueKind == JsonValueKind.Array)
        {
            bool failed = block.TryGetProperty(AnthropicNames.IsError, out JsonElement error) && error.ValueKind == JsonValueKind.True;
            foreach (JsonElement part in content.EnumerateArray())
            {
                if (Text(part, "text") is { } text)
                {
                    outputs.Add(failed ? new ErrorContent(text) : new TextContent(text));
                }
            }
        }

        return outputs;
    }

    private static List<AIContent>? ReadOutputs(JsonElement block)
    {
        if (!block.TryGetProperty(AnthropicNames.Content.EncodedUtf8Bytes, out JsonElement content)
            || content.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        List<AIContent> outputs = [];
        if (Text(content, "stdout") is { Length: > 0 } output)
        {
            outputs.Add(new TextContent(output));
        }

        if (Text(content, "stderr") is { Length: > 0 } errors)
        {
            outputs.Add(new ErrorContent(errors));
        }

        if (Text(content, "error_code") is { } code)
        {
            outputs.Add(new ErrorContent($"The code execution failed: {code}.") { ErrorCode = code });
        }

        return outputs;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
