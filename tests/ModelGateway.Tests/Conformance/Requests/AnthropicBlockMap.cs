using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Maps recorded content blocks, those of answers as the adapter would have read them.</summary>
internal static class AnthropicBlockMap
{
    public static List<AIContent> Contents(JsonElement content, string protocol) =>
        content.ValueKind == JsonValueKind.String ? [new TextContent(content.GetString())]
        : [.. content.EnumerateArray().Select(block => Block(block, protocol))];

    public static string? CacheTtl(JsonElement block) => block.Field("cache_control") is { } control ? control.Text("ttl") ?? "5m" : null;

    private static AIContent Block(JsonElement block, string protocol)
    {
        AIContent content = Map(block, protocol);
        if (CacheTtl(block) is { } ttl)
        {
            (content.AdditionalProperties ??= [])[AnthropicCacheControl.Key] = ttl;
        }

        if (block.Text("type") == "document")
        {
            MapDocument(block, content);
        }

        return content;
    }

    private static void MapDocument(JsonElement block, AIContent content)
    {
        if (block.Field("citations") is { } citations)
        {
            (content.AdditionalProperties ??= [])["citations"] = citations.GetProperty("enabled").GetBoolean();
        }

        if (block.Text("context") is { } context)
        {
            (content.AdditionalProperties ??= [])["context"] = context;
        }

        if (content is UriContent && block.Text("title") is { } title)
        {
            (content.AdditionalProperties ??= [])["title"] = title;
        }
    }

    private static AIContent Map(JsonElement block, string protocol)
    {
        switch (block.Text("type"))
        {
            case "text" when block.Field("citations") is { ValueKind: JsonValueKind.Array }: return AnswerText(block);
            case "text": return new TextContent(block.Text("text"));
            case "image" or "document": return Media(block);
            case "tool_use":
                return ToolArguments.CreateCall(block.Text("id")!, block.Text("name")!,
                    Encoding.UTF8.GetBytes(block.GetProperty("input").GetRawText()));
            case "tool_result": return Result(block, protocol);
            case "thinking":
                TextReasoningContent reasoning = new(block.Text("thinking")) { ProtectedData = block.Text("signature") };
                ContentOrigin.Set(reasoning, protocol);
                return reasoning;
            case "redacted_thinking": return RedactedReasoning.Create(block.Text("data")!, AnthropicProtocol.ProtocolName);
            case var other:
                return AnthropicServerBlockReader.Read(
                    AnthropicWords.Blocks.TryFind(other!, out AnthropicBlockType type) ? type : AnthropicBlockType.Unknown,
                    Encoding.UTF8.GetBytes(block.GetRawText()));
        }
    }

    private static AIContent AnswerText(JsonElement block)
    {
        byte[] json = Encoding.UTF8.GetBytes(block.GetRawText());
        Utf8JsonReader reader = new(json);
        reader.Read();
        return AnthropicBlockReader.Read(ref reader, json, new ChatCall { Messages = [], ModelId = "m", AttemptId = "a" }, 0)!;
    }

    private static FunctionResultContent Result(JsonElement block, string protocol)
    {
        List<AIContent> parts = block.Field("content") is { } content ? Contents(content, protocol) : [];
        object? result = parts.Count == 0 ? null : parts is [TextContent { AdditionalProperties: null } only] ? only.Text : parts;
        return new FunctionResultContent(block.Text("tool_use_id")!, result)
        {
            Exception = block.Field("is_error") is { ValueKind: JsonValueKind.True } ? new InvalidOperationException("The tool failed.")
                : null,
        };
    }

    private static AIContent Media(JsonElement block)
    {
        JsonElement source = block.GetProperty("source");
        bool isImage = block.Text("type") == "image";
        return source.Text("type") switch
        {
            "base64" => new DataContent(RecordedBytes.Read(source.Text("data")!),
                source.Text("media_type")!)
            { Name = block.Text("title") },
            "text" => new DataContent(Encoding.UTF8.GetBytes(source.Text("data")!),
                source.Text("media_type")!)
            { Name = block.Text("title") },
            "url" => new UriContent(source.Text("url")!, isImage ? "image/*" : "application/pdf"),
            "file" => new HostedFileContent(source.Text("file_id")!) { Name = block.Text("title"), MediaType = isImage ? "image/*" : null },
            var other => throw new NotMappedException($"a source of type `{other}`"),
        };
    }
}
