using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Turns blocks of the tools that Bedrock runs, and of unknown kinds, into contents that can be sent back unchanged: calls and results of
/// the tools that Microsoft.Extensions.AI has types for, else a plain content.
/// </summary>
internal static class BedrockServerBlock
{
    public static AIContent Create(ReadOnlySpan<byte> json)
    {
        JsonElement block = WireJson.ParseMended(json);
        AIContent content = Field(block, "toolUse") is { ValueKind: JsonValueKind.Object } call ? CreateCall(call)
            : Field(block, "toolResult") is { ValueKind: JsonValueKind.Object } result ? CreateResult(result)
            : new AIContent();
        RawBlock.Set(content, Encoding.UTF8.GetString(json), BedrockProtocol.ProtocolName);
        return content;
    }

    private static AIContent CreateCall(JsonElement call)
    {
        string id = Text(call, "toolUseId") ?? "";
        JsonElement input = Field(call, "input");
        return BedrockWords.FindServerTool(Text(call, "name")) switch
        {
            BedrockServerTool.Search => new WebSearchToolCallContent(id) { Queries = Text(input, "query") is { } query ? [query] : null },
            BedrockServerTool.Code => new CodeInterpreterToolCallContent(id)
            {
                Inputs = (Text(input, "snippet") ?? Text(input, "code")) is { } code ? [new TextContent(code)] : null,
            },
            _ => new AIContent(),
        };
    }

    private static AIContent CreateResult(JsonElement result)
    {
        string id = Text(result, "toolUseId") ?? "";
        return BedrockWords.FindServerTool(Text(result, "type")) switch
        {
            BedrockServerTool.Search => new WebSearchToolResultContent(id) { Outputs = Outputs(result) },
            BedrockServerTool.Code => new CodeInterpreterToolResultContent(id) { Outputs = Outputs(result) },
            _ => new AIContent(),
        };
    }

    private static List<AIContent> Outputs(JsonElement result)
    {
        List<AIContent> outputs = [];
        if (Field(result, "content") is { ValueKind: JsonValueKind.Array } parts)
        {
            foreach (JsonElement part in parts.EnumerateArray())
            {
                JsonElement run = Field(part, "json");
                Add(outputs, Text(run, "stdOut") ?? Text(part, "text"), isError: false);
                Add(outputs, Text(run, "stdErr"), isError: true);
            }
        }

        return outputs;
    }

    private static void Add(List<AIContent> outputs, string? text, bool isError)
    {
        if (!string.IsNullOrEmpty(text))
        {
            outputs.Add(isError ? new ErrorContent(text) : new TextContent(text));
        }
    }

    private static JsonElement Field(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value) ? value : default;

    private static string? Text(JsonElement owner, string name) =>
        Field(owner, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}

/// <summary>The tools that Bedrock runs and Microsoft.Extensions.AI has types for.</summary>
internal enum BedrockServerTool
{
    Other,
    Search,
    Code,
}
