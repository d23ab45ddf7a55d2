using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>
/// Recorded requests, mapped onto messages and options and written again. What differs is named here: ids of items without reasoning and
/// statuses are not sent, a lone text is a string, functions say that they are not strict, nothing is kept at the service.
/// </summary>
public sealed class RecordedResponsesRequestTests
{
    [Theory]
    [InlineData("openai", 153)]
    [InlineData("xai", 83)]
    [InlineData("chatgpt", 25)]
    [InlineData("copilot", 9)]
    [InlineData("openrouter", 3)]
    [InlineData("llamacpp", 1)]
    [InlineData("mistralrs", 4)]
    public void Requests_AreWrittenAgain(string provider, int expected)
    {
        ResponsesProtocol adapter = new(new ResponsesSettings("openai"));
        int compared = 0;
        foreach (JsonElement line in SharedData.Exchanges(provider).Where(IsAnswered))
        {
            JsonObject recorded = JsonNode.Parse(line.GetProperty("request").GetRawText())!.AsObject();
            bool encrypts = recorded["include"] is not null;
            ChatOptions options = ReadOptions(recorded);
            ChatCall call = ProtocolHarness.Call(ReadMessages(recorded, adapter.Protocol), options,
                recorded["stream"]?.GetValue<bool>() is true, recorded["model"]!.GetValue<string>());
            JsonObject written = JsonNode.Parse(ProtocolHarness.Write(adapter, call).GetRawText())!.AsObject();
            Normalise(recorded);
            Normalise(written);
            if (!encrypts)
            {
                written.Remove("include"); // The gateway asks every model that reasons for it.
            }

            Assert.True(JsonNode.DeepEquals(recorded, written),
                $"{line.GetProperty("id")}\n{recorded.ToJsonString()}\n{written.ToJsonString()}");
            compared++;
        }

        Assert.Equal(expected, compared);
    }

    private static bool IsAnswered(JsonElement line) =>
        line.GetProperty("method").GetString() == "POST" && line.GetProperty("status").GetInt32() == 200
        && line.GetProperty("path").GetString()!.EndsWith("/responses", StringComparison.Ordinal);

    private static ChatOptions ReadOptions(JsonObject recorded)
    {
        ChatOptions options = new()
        {
            Instructions = recorded["instructions"]?.GetValue<string>(),
            MaxOutputTokens = recorded["max_output_tokens"]?.GetValue<int>(),
            Temperature = recorded["temperature"] is { } temperature ? (float)temperature.GetValue<double>() : null,
            ConversationId = recorded["previous_response_id"]?.GetValue<string>(),
            AllowMultipleToolCalls = recorded["parallel_tool_calls"]?.GetValue<bool>(),
            ToolMode = recorded["tool_choice"] switch
            {
                null => null,
                JsonObject named when named["name"] is null => null,
                JsonObject named => ChatToolMode.RequireSpecific(named["name"]!.GetValue<string>()),
                { } mode => mode.GetValue<string>() switch
                {
                    "required" => ChatToolMode.RequireAny,
                    "none" =>
                    ChatToolMode.None,
                    _ => ChatToolMode.Auto
                },
            },
            Tools = recorded["tools"]?.AsArray().Count > 0
                ? [.. recorded["tools"]!.AsArray().Select(static tool => (AITool)new RecordedFunction(tool!.AsObject()))] : null,
        };
        if (recorded["text"]?["format"] is JsonObject format)
        {
            options.ResponseFormat = format["type"]!.GetValue<string>() switch
            {
                "json_schema" => ChatResponseFormat.ForJsonSchema(JsonElement.Parse(format["schema"]!.ToJsonString()),
                    format["name"]!.GetValue<string>()),
                "json_object" => ChatResponseFormat.Json,
                _ => ChatResponseFormat.Text,
            };
            if (format["strict"] is { } strict)
            {
                (options.AdditionalProperties ??= [])["strict"] = strict.GetValue<bool>();
            }
        }

        foreach (string name in new[] { "prompt_cache_key", "reasoning", "store", "include" })
        {
            if (recorded[name] is { } value)
            {
                (options.AdditionalProperties ??= [])[name] = JsonElement.Parse(value.ToJsonString());
            }
        }

        if (recorded["tool_choice"] is JsonObject choice && choice["name"] is null)
        {
            (options.AdditionalProperties ??= [])["tool_choice"] = JsonElement.Parse(choice.ToJsonString());
        }

        return options;
    }

    private static List<ChatMessage> ReadMessages(JsonObject recorded, string protocol)
    {
        if (recorded["input"] is JsonValue text)
        {
            return [new(ChatRole.User, text.GetValue<string>())];
        }

        List<ChatMessage> messages = [];
        foreach (JsonObject item in recorded["input"]!.AsArray().Select(static item => item!.AsObject()))
        {
            (ChatRole role, List<AIContent> contents) = item["type"]!.GetValue<string>() switch
            {
                "reasoning" => (ChatRole.Assistant, [Reasoning(item, protocol)]),
                "function_call" => (ChatRole.Assistant, [ToolArguments.CreateCall(
                    item["call_id"]!.GetValue<string>(), item["name"]!.GetValue<string>(),
                        System.Text.Encoding.UTF8.GetBytes(item["arguments"]!.GetValue<string>()))]),
                "function_call_output" => (ChatRole.Tool, [Result(item)]),
                _ => (new ChatRole(item["role"]!.GetValue<string>()), Parts(item["content"]!)),
            };
            messages.Add(new ChatMessage(role, contents));
        }

        return messages;
    }

    private static TextReasoningContent Reasoning(JsonObject item, string protocol)
    {
        TextReasoningContent content = new("") { ProtectedData = item["encrypted_content"] is null ? null : item.ToJsonString() };
        ContentOrigin.Set(content, protocol);
        return content;
    }

    private static FunctionResultContent Result(JsonObject item) => new(
        item["call_id"]!.GetValue<string>(), item["output"] is JsonArray parts ? Parts(parts) : item["output"]!.GetValue<string>());

    private static List<AIContent> Parts(JsonNode content) => content is JsonValue text
        ? [new TextContent(text.GetValue<string>())]
        : [.. content.AsArray().Select(static part => part!["type"]!.GetValue<string>() switch
        {
            "input_image" => (AIContent)Image(part["image_url"]!.GetValue<string>()),
            "input_file" => new UriContent(part["file_url"]!.GetValue<string>(), "application/pdf"),
            _ => new TextContent(part["text"]!.GetValue<string>()),
        })];

    private static UriContent Image(string address) =>
        new(address, "image/png");

    private static void Normalise(JsonObject body)
    {
        body.Remove("store");
        if (body["instructions"]?.GetValue<string>() is "")
        {
            body.Remove("instructions");
        }

        if (body["tools"] is JsonArray { Count: 0 })
        {
            body.Remove("tools");
        }

        if (body["temperature"] is { } temperature)
        {
            body["temperature"] = (float)temperature.GetValue<double>();
        }

        foreach (JsonObject tool in (body["tools"]?.AsArray() ?? []).Select(static tool => tool!.AsObject()))
        {
            tool["strict"] = tool["strict"]?.GetValue<bool>() ?? false;
        }

        if (body["input"] is JsonValue said)
        {
            body["input"] = new JsonArray(new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = said.DeepClone() });
        }

        JsonArray items = body["input"]!.AsArray();
        for (int i = items.Count - 1; i >= 0; i--)
        {
            JsonObject item = items[i]!.AsObject();
            string type = item["type"]!.GetValue<string>();
            item.Remove("status");
            if (type != "reasoning")
            {
                item.Remove("id");
            }
            else if (item["encrypted_content"] is null)
            {
                items.RemoveAt(i); // Known to the service only where it keeps the answers.
                continue;
            }

            if (type == "function_call")
            {
                item["arguments"] = JsonNode.Parse(item["arguments"]!.GetValue<string>())!.ToJsonString();
            }

            foreach (JsonObject image in (item["content"] as JsonArray ?? []).OfType<JsonObject>()
                .Where(static part => part["image_url"] is not null))
            {
                // The recording was cut within the image, and says so with an ellipsis.
                image["image_url"] = image["image_url"]!.GetValue<string>().Replace("%E2%80%A6", "…", StringComparison.Ordinal);
            }

            if (item["content"] is JsonArray { Count: 1 } parts && parts[0]!["text"] is { } only)
            {
                item["content"] = only.DeepClone();
            }
        }
    }

    private sealed class RecordedFunction(JsonObject tool) : AIFunctionDeclaration
    {
        public override string Name => tool["name"]!.GetValue<string>();

        public override string Description => tool["description"]?.GetValue<string>() ?? "";

        public override JsonElement JsonSchema { get; } = JsonElement.Parse(tool["parameters"]!.ToJsonString());

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
            tool["strict"] is { } strict ? new Dictionary<string, object?> { ["strict"] = strict.GetValue<bool>() }
                : new Dictionary<string, object?>();
    }
}
