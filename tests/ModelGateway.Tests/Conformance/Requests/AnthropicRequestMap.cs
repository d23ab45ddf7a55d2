using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Anthropic;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Maps a recorded Messages request.</summary>
internal static class AnthropicRequestMap
{
    public static MappedRequest Map(RecordedRequest request, string protocol)
    {
        MappedRequest mapped = new();
        if (request.Body.Field("system") is { } system)
        {
            mapped.Messages.Add(new ChatMessage(ChatRole.System, AnthropicBlockMap.Contents(system, protocol)));
        }

        foreach (JsonElement message in request.Body.Items("messages"))
        {
            mapped.Messages.Add(MapMessage(message, protocol));
        }

        foreach (JsonProperty field in request.Body.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Null && field.Name is not ("messages" or "system"))
            {
                MapField(mapped, field.Name, field.Value);
            }
        }

        return mapped;
    }

    private static ChatMessage MapMessage(JsonElement message, string protocol)
    {
        List<AIContent> contents = AnthropicBlockMap.Contents(message.GetProperty("content"), protocol);
        string role = message.Text("role")!;
        return new ChatMessage(new ChatRole(contents.Any(content => content is FunctionResultContent) ? "tool" : role), contents);
    }

    private static void MapField(MappedRequest mapped, string name, JsonElement value)
    {
        ChatOptions options = mapped.Options;
        switch (name)
        {
            case "model": mapped.ModelId = value.GetString()!; break;
            case "stream": mapped.Streaming = value.GetBoolean(); break;
            case "max_tokens": options.MaxOutputTokens = value.GetInt32(); break;
            case "temperature": options.Temperature = value.Number(name); break;
            case "top_p": options.TopP = value.Number(name); break;
            case "top_k": options.TopK = value.GetInt32(); break;
            case "stop_sequences": options.StopSequences = [.. value.EnumerateArray().Select(stop => stop.GetString()!)]; break;
            case "tools": options.Tools = [.. value.EnumerateArray().Select(MapTool)]; break;
            case "tool_choice": MapChoice(options, value); break;
            case "thinking" when EffortOf(value) is { } effort: options.Reasoning = new ReasoningOptions { Effort = effort }; break;
            case "output_config" when value.GetPropertyCount() == 1 && value.Field("format") is { } format:
                options.ResponseFormat = ChatResponseFormat.ForJsonSchema(format.GetProperty("schema"));
                break;
            case AnthropicCacheControl.Key: mapped.AddExtra(name, value.Text("ttl") ?? "5m"); break;
            default: mapped.AddExtra(name, value); break;
        }
    }

    // The budgets that the adapter sends for an effort; any other is the application's own, and no effort says it.
    private static ReasoningEffort? EffortOf(JsonElement thinking) => thinking.Field("budget_tokens")?.GetInt32() switch
    {
        2048 => ReasoningEffort.Low,
        8192 => ReasoningEffort.Medium,
        16_384 => ReasoningEffort.High,
        24_576 => ReasoningEffort.ExtraHigh,
        _ => null,
    };

    private static AITool MapTool(JsonElement tool)
    {
        Dictionary<string, object?> extras = [];
        if (tool.Field("strict") is { } strict)
        {
            extras["strict"] = strict.GetBoolean();
        }

        if (AnthropicBlockMap.CacheTtl(tool) is { } ttl)
        {
            extras[AnthropicCacheControl.Key] = ttl;
        }

        switch (tool.Text("type"))
        {
            case null or "custom":
                return new DeclaredTool(tool.Text("name")!, tool.Text("description") ?? "", tool.GetProperty("input_schema"), extras);
            case { } search when search.StartsWith("web_search_", StringComparison.Ordinal):
                foreach (JsonProperty option in tool.EnumerateObject()
                    .Where(option => option.Name is not ("type" or "name" or "cache_control")))
                {
                    extras[option.Name] = option.Value;
                }

                if (search != "web_search_20250305")
                {
                    extras["type"] = search;
                }

                return new HostedWebSearchTool(extras);
            case { } other:
                throw new NotMappedException($"a tool of type `{other}`");
        }
    }

    private static void MapChoice(ChatOptions options, JsonElement choice)
    {
        options.ToolMode = choice.Text("type") switch
        {
            "auto" => ChatToolMode.Auto,
            "any" => ChatToolMode.RequireAny,
            "none" => ChatToolMode.None,
            "tool" => ChatToolMode.RequireSpecific(choice.Text("name")!),
            var other => throw new NotMappedException($"the tool choice `{other}`"),
        };
        if (choice.Field("disable_parallel_tool_use") is { } disabled)
        {
            options.AllowMultipleToolCalls = !disabled.GetBoolean();
        }
    }
}
