using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Protocols.Bedrock;

/// <summary>Turns recorded requests into the messages and options that an application would have given.</summary>
internal static class RecordedBedrockRequest
{
    public static (List<ChatMessage> Messages, ChatOptions Options) Map(JsonElement request)
    {
        ChatOptions options = new();
        List<ChatMessage> messages = [];
        if (request.TryGetProperty("system", out JsonElement system))
        {
            messages.Add(new(ChatRole.System, Contents(system)));
        }

        foreach (JsonElement message in request.GetProperty("messages").EnumerateArray())
        {
            messages.Add(new(new ChatRole(message.GetProperty("role").GetString()!), Contents(message.GetProperty("content"))));
        }

        if (request.TryGetProperty("inferenceConfig", out JsonElement config))
        {
            options.MaxOutputTokens = config.TryGetProperty("maxTokens", out JsonElement maxTokens) ? maxTokens.GetInt32() : null;
            options.Temperature = config.TryGetProperty("temperature", out JsonElement temperature) ? temperature.GetSingle() : null;
        }

        if (request.TryGetProperty("guardrailConfig", out JsonElement guardrail))
        {
            options.AdditionalProperties = new() { ["guardrailConfig"] = guardrail };
        }

        if (request.TryGetProperty("toolConfig", out JsonElement tools))
        {
            options.Tools = [.. tools.GetProperty("tools").EnumerateArray().Select(static tool => tool.GetProperty("toolSpec"))
                .Select(static spec =>
                AIFunctionFactory.CreateDeclaration(
                    spec.GetProperty("name").GetString()!, spec.GetProperty("description").GetString(),
                    spec.GetProperty("inputSchema").GetProperty("json")))];
            options.ToolMode = !tools.TryGetProperty("toolChoice", out JsonElement choice) ? null
                : choice.TryGetProperty("tool", out JsonElement tool) ? ChatToolMode.RequireSpecific(tool.GetProperty("name").GetString()!)
                : choice.TryGetProperty("any", out _) ? ChatToolMode.RequireAny
                : ChatToolMode.Auto;
        }

        return (messages, options);
    }

    /// <summary>The request with the differences that are meant.</summary>
    public static string Normalize(JsonElement request)
    {
        JsonObject root = JsonNode.Parse(request.GetRawText())!.AsObject();
        if (root["inferenceConfig"] is JsonObject { Count: 0 })
        {
            root.Remove("inferenceConfig");
        }

        JsonArray merged = [];
        foreach (JsonNode? node in root["messages"]!.AsArray())
        {
            JsonObject message = node!.DeepClone().AsObject();
            foreach (JsonNode? block in message["content"]!.AsArray())
            {
                if (block!["document"] is JsonObject document)
                {
                    document["name"] = "document";
                }
            }

            if (merged.Count > 0 && merged[^1]!["role"]!.GetValue<string>() == message["role"]!.GetValue<string>())
            {
                foreach (JsonNode? block in message["content"]!.AsArray())
                {
                    merged[^1]!["content"]!.AsArray().Add(block!.DeepClone());
                }
            }
            else
            {
                merged.Add(message);
            }
        }

        root["messages"] = merged;
        return root.ToJsonString();
    }

    private static List<AIContent> Contents(JsonElement blocks)
    {
        List<AIContent> contents = [];
        foreach (JsonElement block in blocks.EnumerateArray())
        {
            if (block.TryGetProperty("cachePoint", out _))
            {
                (contents[^1].AdditionalProperties ??= [])["cache_control"] = "5m";
            }
            else if (block.TryGetProperty("text", out JsonElement text))
            {
                contents.Add(new TextContent(text.GetString()));
            }
            else if (block.TryGetProperty("document", out JsonElement document))
            {
                contents.Add(new DataContent(document.GetProperty("source").GetProperty("bytes").GetBytesFromBase64(), "text/plain"));
            }
            else if (block.TryGetProperty("toolUse", out JsonElement tool))
            {
                contents.Add(new FunctionCallContent(
                    tool.GetProperty("toolUseId").GetString()!, tool.GetProperty("name").GetString()!,
                    tool.GetProperty("input").EnumerateObject().ToDictionary(static p => p.Name, static object? (p) => p.Value)));
            }
            else
            {
                JsonElement result = block.GetProperty("toolResult");
                contents.Add(new FunctionResultContent(
                    result.GetProperty("toolUseId").GetString()!, result.GetProperty("content")[0].GetProperty("json")));
            }
        }

        return contents;
    }
}
