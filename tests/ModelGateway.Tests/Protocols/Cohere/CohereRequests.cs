using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Protocols.Cohere;

/// <summary>Recorded requests in Microsoft.Extensions.AI's words.</summary>
internal static class CohereRequests
{
    public static (List<ChatMessage> Messages, ChatOptions Options) Read(JsonElement request)
    {
        ChatOptions options = new();
        List<ChatMessage> messages = [];
        foreach (JsonProperty field in request.EnumerateObject())
        {
            switch (field.Name)
            {
                case "model" or "stream": break;
                case "documents" when field.Value.GetArrayLength() == 0: break;
                case "messages": messages.AddRange(field.Value.EnumerateArray().Select(Message)); break;
                case "max_tokens": options.MaxOutputTokens = field.Value.GetInt32(); break;
                case "temperature": options.Temperature = field.Value.GetSingle(); break;
                case "p": options.TopP = field.Value.GetSingle(); break;
                case "k": options.TopK = field.Value.GetInt32(); break;
                case "seed": options.Seed = field.Value.GetInt64(); break;
                case "frequency_penalty": options.FrequencyPenalty = field.Value.GetSingle(); break;
                case "presence_penalty": options.PresencePenalty = field.Value.GetSingle(); break;
                case "stop_sequences":
                    options.StopSequences = [.. field.Value.EnumerateArray()
                    .Select(static item => item.GetString()!)]; break;
                case "tools": options.Tools = [.. field.Value.EnumerateArray().Select(Tool)]; break;
                case "tool_choice":
                    options.ToolMode = field.Value.GetString() == "NONE" ? ChatToolMode.None
                    : ChatToolMode.RequireAny; break;
                default: (options.AdditionalProperties ??= [])[field.Name] = field.Value; break;
            }
        }

        return (messages, options);
    }

    public static JsonNode Expected(JsonElement request)
    {
        JsonObject node = JsonNode.Parse(request.GetRawText())!.AsObject();
        if (node["documents"] is JsonArray { Count: 0 })
        {
            node.Remove("documents");
        }

        if (node["tools"] is null)
        {
            node.Remove("tool_choice");
        }

        foreach (JsonObject message in node["messages"]!.AsArray().Cast<JsonObject>())
        {
            message.Remove("citations");
            if (message["tool_calls"] is JsonArray { Count: 0 })
            {
                message.Remove("tool_calls");
            }

            if (message["tool_plan"] is null)
            {
                message.Remove("tool_plan");
            }

            if (message["content"] is JsonArray { Count: 0 })
            {
                message.Remove("content");
            }
            else if (message["content"] is JsonArray { Count: 1 } parts)
            {
                message["content"] = parts[0]!["text"]!.GetValue<string>();
            }
        }

        return ParseArguments(node);
    }

    public static JsonNode ParseArguments(JsonNode request)
    {
        foreach (JsonObject message in request["messages"]!.AsArray().Cast<JsonObject>())
        {
            foreach (JsonObject call in (message["tool_calls"] as JsonArray ?? []).Cast<JsonObject>())
            {
                call["function"]!["arguments"] = JsonNode.Parse(call["function"]!["arguments"]!.GetValue<string>());
            }
        }

        return request;
    }

    private static ChatMessage Message(JsonElement message)
    {
        ChatRole role = new(message.GetProperty("role").GetString()!);
        JsonElement content = message.TryGetProperty("content", out JsonElement said) ? said : default;
        List<AIContent> contents =
        [
            .. content.ValueKind == JsonValueKind.Array
                ? content.EnumerateArray().Select(static part => new TextContent(part.GetProperty("text").GetString()))
                : content.ValueKind == JsonValueKind.String ? [new TextContent(content.GetString())]
                : (IEnumerable<AIContent>)[],
        ];
        if (role == ChatRole.Tool)
        {
            return new(role, [new FunctionResultContent(message.GetProperty("tool_call_id").GetString()!, string.Concat(contents))]);
        }

        if (message.TryGetProperty("tool_calls", out JsonElement calls))
        {
            foreach (JsonElement call in calls.EnumerateArray())
            {
                JsonElement function = call.GetProperty("function");
                contents.Add(new FunctionCallContent(
                    call.GetProperty("id").GetString()!,
                    function.GetProperty("name").GetString()!,
                    JsonSerializer.Deserialize<Dictionary<string, object?>>(function.GetProperty("arguments").GetString()!)));
            }
        }

        return new(role, contents);
    }

    private static AITool Tool(JsonElement tool)
    {
        JsonElement function = tool.GetProperty("function");
        return AIFunctionFactory.CreateDeclaration(
            function.GetProperty("name").GetString()!, function.GetProperty("description").GetString(), function.GetProperty("parameters"));
    }
}
