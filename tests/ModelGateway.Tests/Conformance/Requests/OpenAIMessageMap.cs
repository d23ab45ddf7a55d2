using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Maps a recorded message, as the adapter's own answers would have left it in the history.</summary>
internal static class OpenAIMessageMap
{
    public static ChatMessage Map(JsonElement message, string protocol)
    {
        string role = message.Text("role")!;
        ChatMessage mapped = new(new ChatRole(role), []) { AuthorName = message.Text("name") };
        if (role == "tool")
        {
            List<AIContent> parts = Contents(message.Field("content"));
            object? result = parts is [TextContent only] ? only.Text : parts.Count == 0 ? "" : parts;
            mapped.Contents.Add(new FunctionResultContent(message.Text("tool_call_id")!, result));
            return mapped;
        }

        AddReasoning(mapped, message, protocol);
        foreach (AIContent content in Contents(message.Field("content")))
        {
            mapped.Contents.Add(content);
        }

        foreach (JsonElement call in message.Items("tool_calls"))
        {
            JsonElement function = call.GetProperty("function");
            byte[] arguments = Encoding.UTF8.GetBytes(function.Text("arguments")!);
            mapped.Contents.Add(ToolArguments.CreateCall(call.Text("id")!, function.Text("name")!, arguments));
        }

        return mapped;
    }

    private static void AddReasoning(ChatMessage mapped, JsonElement message, string protocol)
    {
        string? text = message.Text("reasoning_content") ?? message.Text("reasoning");
        JsonElement? details = message.Field("reasoning_details");
        if (text is not null || details is not null)
        {
            TextReasoningContent reasoning = new(text ?? "") { ProtectedData = details?.GetRawText() };
            ContentOrigin.Set(reasoning, protocol);
            mapped.Contents.Add(reasoning);
        }
    }

    private static List<AIContent> Contents(JsonElement? content) =>
        content is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Part)]
        : value.GetString() is { Length: > 0 } text ? [new TextContent(text)]
        : [];

    private static AIContent Part(JsonElement part)
    {
        switch (part.Text("type"))
        {
            case "text":
                return new TextContent(part.Text("text"));
            case "image_url":
                JsonElement image = part.GetProperty("image_url");
                AIContent content = Link(image.Text("url")!, "image/*");
                if (image.Text("detail") is { } detail)
                {
                    (content.AdditionalProperties ??= [])["detail"] = detail;
                }

                return content;
            case "input_audio":
                JsonElement audio = part.GetProperty("input_audio");
                return new DataContent(RecordedBytes.Read(audio.Text("data")!), audio.Text("format") == "mp3" ? "audio/mpeg" : "audio/wav");
            case "file" when part.GetProperty("file").Text("file_id") is { } id:
                return new HostedFileContent(id);
            case "file":
                JsonElement file = part.GetProperty("file");
                return Link(file.Text("file_data")!, "application/pdf", file.Text("filename"));
            case "video_url":
                return Link(part.GetProperty("video_url").Text("url")!, "video/*");
            case { } other:
                throw new NotMappedException($"a part of type `{other}`");
            case null:
                throw new JsonException();
        }
    }

    private static AIContent Link(string address, string mediaType, string? name = null)
    {
        if (!address.StartsWith("data:", StringComparison.Ordinal))
        {
            return new UriContent(address, mediaType);
        }

        int comma = address.IndexOf(',', StringComparison.Ordinal);
        string type = address["data:".Length..comma].Replace(";base64", "", StringComparison.Ordinal);
        return new DataContent(RecordedBytes.Read(RecordedBytes.Kept(address)[(comma + 1)..]), type) { Name = name };
    }
}
