using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Maps a recorded Chat Completions request.</summary>
internal static class OpenAIRequestMap
{
    public static MappedRequest Map(RecordedRequest request, string protocol)
    {
        MappedRequest mapped = new();
        foreach (JsonElement message in request.Body.Items("messages"))
        {
            mapped.Messages.Add(OpenAIMessageMap.Map(message, protocol));
        }

        foreach (JsonProperty field in request.Body.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Null && field.Name is not ("messages" or "stream_options"))
            {
                MapField(mapped, field.Name, field.Value);
            }
        }

        return mapped;
    }

    private static void MapField(MappedRequest mapped, string name, JsonElement value)
    {
        ChatOptions options = mapped.Options;
        switch (name)
        {
            case "model": mapped.ModelId = value.GetString()!; break;
            case "stream": mapped.Streaming = value.GetBoolean(); break;
            case "temperature": options.Temperature = value.Number(name); break;
            case "top_p": options.TopP = value.Number(name); break;
            case "frequency_penalty": options.FrequencyPenalty = value.Number(name); break;
            case "presence_penalty": options.PresencePenalty = value.Number(name); break;
            case "top_k": options.TopK = value.GetInt32(); break;
            case "seed": options.Seed = value.GetInt64(); break;
            case "max_tokens" or "max_completion_tokens": options.MaxOutputTokens = value.GetInt32(); break;
            case "parallel_tool_calls": options.AllowMultipleToolCalls = value.GetBoolean(); break;
            case "stop":
                options.StopSequences = value.ValueKind == JsonValueKind.String ? [value.GetString()!]
                : [.. value.EnumerateArray().Select(stop => stop.GetString()!)]; break;
            case "tools": options.Tools = [.. value.EnumerateArray().Select(MapTool)]; break;
            case "tool_choice": options.ToolMode = MapToolMode(value); break;
            case "response_format": MapFormat(mapped, value); break;
            case "reasoning_effort" when EffortOf(value) is { } effort: options.Reasoning = new ReasoningOptions { Effort = effort }; break;
            case "reasoning" when value.GetPropertyCount() == 1 && value.Field("effort") is { } only && EffortOf(only) is { } effort:
                options.Reasoning = new ReasoningOptions { Effort = effort };
                break;
            default: mapped.AddExtra(name, value); break;
        }
    }

    private static ReasoningEffort? EffortOf(JsonElement value) => value.GetString() switch
    {
        "none" => ReasoningEffort.None,
        "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" => ReasoningEffort.ExtraHigh,
        _ => null,
    };

    private static DeclaredTool MapTool(JsonElement tool)
    {
        if (tool.Field("function") is not { } function)
        {
            throw new NotMappedException($"a tool of type `{tool.Text("type")}`");
        }

        Dictionary<string, object?> extras = [];
        if (function.Field("strict") is { } strict)
        {
            extras["strict"] = strict.GetBoolean();
        }

        return new DeclaredTool(function.Text("name")!, function.Text("description") ?? "", function.Field("parameters") ?? default,
            extras);
    }

    private static ChatToolMode MapToolMode(JsonElement choice) =>
        choice.ValueKind == JsonValueKind.Object ? ChatToolMode.RequireSpecific(choice.GetProperty("function").Text("name")!)
        : choice.GetString() switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "required" => ChatToolMode.RequireAny,
            { } other => throw new NotMappedException($"the tool choice `{other}`"),
            null => throw new JsonException(),
        };

    private static void MapFormat(MappedRequest mapped, JsonElement format)
    {
        if (format.Field("json_schema") is not { } json)
        {
            mapped.Options.ResponseFormat = format.Text("type") == "json_object" ? ChatResponseFormat.Json : ChatResponseFormat.Text;
            return;
        }

        mapped.Options.ResponseFormat = ChatResponseFormat.ForJsonSchema(json.GetProperty("schema"), json.Text("name"),
            json.Text("description"));
        if (json.Field("strict") is { } strict)
        {
            mapped.AddExtra("strict", strict.GetBoolean());
        }
    }
}
