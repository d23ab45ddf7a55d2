using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Maps a recorded generateContent request.</summary>
internal static class GeminiRequestMap
{
    public static MappedRequest Map(RecordedRequest request, string protocol)
    {
        string[] target = request.Path.Split('/')[^1].Split(':');
        MappedRequest mapped = new() { ModelId = target[0], Streaming = target[1] == "streamGenerateContent" };
        GeminiPartMap parts = new(protocol);
        if (request.Body.Field("systemInstruction") is { } system)
        {
            mapped.Messages.Add(new ChatMessage(ChatRole.System, [.. system.Items("parts").SelectMany(parts.Map)]));
        }

        foreach (JsonElement content in request.Body.Items("contents"))
        {
            List<AIContent> contents = [.. content.Items("parts").SelectMany(parts.Map)];
            string role = content.Text("role") == "model" ? "assistant" : contents.Any(part => part is FunctionResultContent) ? "tool"
                : "user";
            mapped.Messages.Add(new ChatMessage(new ChatRole(role), contents));
        }

        if (request.Body.Items("tools").SelectMany(MapTools).ToList() is { Count: > 0 } tools)
        {
            mapped.Options.Tools = tools;
        }

        foreach (JsonProperty field in request.Body.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null || field.Name is "contents" or "systemInstruction" or "tools")
            {
                continue;
            }

            switch (field.Name)
            {
                case "toolConfig": mapped.Options.ToolMode = MapMode(field.Value); break;
                case "generationConfig": MapConfig(mapped, field.Value); break;
                default: mapped.AddExtra(field.Name, field.Value); break;
            }
        }

        return mapped;
    }

    private static IEnumerable<AITool> MapTools(JsonElement tool)
    {
        foreach (JsonElement function in tool.Items("functionDeclarations"))
        {
            JsonElement? schema = function.Field("parametersJsonSchema") ?? function.Field("parameters");
            yield return new DeclaredTool(function.Text("name")!, function.Text("description") ?? "", schema ?? default,
                new Dictionary<string, object?>());
        }

        if (tool.Field("codeExecution") is not null)
        {
            yield return new HostedCodeInterpreterTool();
        }

        if (tool.Field("googleSearch") is not null)
        {
            yield return new HostedWebSearchTool();
        }
    }

    private static ChatToolMode MapMode(JsonElement config)
    {
        JsonElement calling = config.GetProperty("functionCallingConfig");
        string[] allowed = [.. calling.Items("allowedFunctionNames").Concat(calling.Items("allowed_function_names"))
            .Select(name => name.GetString()!)];
        return calling.Text("mode") switch
        {
            "NONE" => ChatToolMode.None,
            "AUTO" => ChatToolMode.Auto,
            "ANY" when allowed.Length == 0 => ChatToolMode.RequireAny,
            "ANY" when allowed.Length == 1 => ChatToolMode.RequireSpecific(allowed[0]),
            var other => throw new NotMappedException($"the calling mode `{other}` with {allowed.Length} names"),
        };
    }

    private static void MapConfig(MappedRequest mapped, JsonElement config)
    {
        ChatOptions options = mapped.Options;
        JsonObject extras = [];
        foreach (JsonProperty field in config.EnumerateObject())
        {
            JsonElement value = field.Value;
            switch (field.Name)
            {
                case var _ when value.ValueKind == JsonValueKind.Null: break;
                case "temperature": options.Temperature = value.Number(field.Name); break;
                case "topP": options.TopP = value.Number(field.Name); break;
                case "topK": options.TopK = value.GetInt32(); break;
                case "maxOutputTokens": options.MaxOutputTokens = value.GetInt32(); break;
                case "seed": options.Seed = value.GetInt64(); break;
                case "stopSequences": options.StopSequences = [.. value.EnumerateArray().Select(stop => stop.GetString()!)]; break;
                case "responseMimeType" when value.GetString() == "application/json":
                    options.ResponseFormat = config.Field("responseJsonSchema") is { } schema ? ChatResponseFormat.ForJsonSchema(schema)
                        : ChatResponseFormat.Json;
                    break;
                case "responseJsonSchema": break;
                case "thinkingConfig" when ReasoningOf(value, mapped.ModelId) is { } reasoning: options.Reasoning = reasoning; break;
                default: extras[field.Name] = JsonNode.Parse(value.GetRawText()); break;
            }
        }

        if (extras.Count > 0)
        {
            mapped.AddExtra("generationConfig", extras);
        }
    }

    // The budgets that the adapter sends for an effort; any other is the application's own, and no effort says it.
    private static ReasoningOptions? ReasoningOf(JsonElement thinking, string model)
    {
        bool takesLevels = !model.StartsWith("gemini-2", StringComparison.Ordinal);
        ReasoningEffort? effort = (thinking.Text("thinkingLevel"), thinking.Field("thinkingBudget")?.GetInt32()) switch
        {
            ("low", null) when takesLevels => ReasoningEffort.Low,
            ("medium", null) when takesLevels => ReasoningEffort.Medium,
            ("high", null) when takesLevels => ReasoningEffort.High,
            (null, 0) when !takesLevels => ReasoningEffort.None,
            (null, 1024) when !takesLevels => ReasoningEffort.Low,
            (null, 8192) when !takesLevels => ReasoningEffort.Medium,
            (null, 24_576) when !takesLevels => ReasoningEffort.High,
            _ => null,
        };
        ReasoningOutput? output = thinking.Field("includeThoughts") is { } include ? include.GetBoolean() ? ReasoningOutput.Full
            : ReasoningOutput.None : null;
        return effort is null ? null : new ReasoningOptions { Effort = effort, Output = output };
    }
}
