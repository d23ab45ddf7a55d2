using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Mistral;

/// <summary>
/// Recorded requests, said in Microsoft.Extensions.AI's words and written again. The differences: the recordings' ids are redacted, so ours
/// are their images; <c>"prefix": false</c> is not written; <c>document_name</c> has no place beside a link; tool messages name their
/// function; arguments are written without spaces.
/// </summary>
public sealed class RecordedMistralRequestTests
{
    [Fact]
    public void Requests_AreWrittenAsTheyWereSent()
    {
        int compared = 0;
        int skipped = 0;
        foreach (RecordedExchange exchange in RecordedExchange.Of("mistral", "/chat/completions"))
        {
            if (exchange.Request.GetRawText().Contains("\"input_audio\"", StringComparison.Ordinal))
            {
                skipped++; // The sound is cut in the recordings.
                continue;
            }

            (List<ChatMessage> messages, ChatOptions options) = Read(exchange.Request);
            JsonElement written = ProtocolHarness.Write(MistralProtocol.Instance, ProtocolHarness.Call(
                messages, options, exchange.Request.TryGetProperty("stream", out _), exchange.Request.GetProperty("model").GetString()!));
            JsonNode expected = Expected(exchange.Request);
            JsonNode actual = Actual(written);
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{exchange.Id}\n{expected.ToJsonString()}\n{actual.ToJsonString()}");
            compared++;
        }

        Assert.Equal((174, 3), (compared, skipped));
    }

    private static (List<ChatMessage> Messages, ChatOptions Options) Read(JsonElement request)
    {
        ChatOptions options = new();
        List<ChatMessage> messages = [];
        foreach (JsonProperty field in request.EnumerateObject())
        {
            switch (field.Name)
            {
                case "model" or "stream": break;
                case "messages": messages.AddRange(field.Value.EnumerateArray().Select(Message)); break;
                case "max_tokens": options.MaxOutputTokens = field.Value.GetInt32(); break;
                case "temperature": options.Temperature = field.Value.GetSingle(); break;
                case "parallel_tool_calls": options.AllowMultipleToolCalls = field.Value.GetBoolean(); break;
                case "tools": options.Tools = [.. field.Value.EnumerateArray().Select(Tool)]; break;
                case "tool_choice": options.ToolMode = Mode(field.Value); break;
                case "response_format": Format(field.Value, options); break;
                default: (options.AdditionalProperties ??= [])[field.Name] = field.Value; break;
            }
        }

        return (messages, options);
    }

    private static ChatMessage Message(JsonElement message)
    {
        List<AIContent> contents = [];
        ChatRole role = new(message.GetProperty("role").GetString()!);
        JsonElement content = message.TryGetProperty("content", out JsonElement said) ? said : default;
        if (role == ChatRole.Tool)
        {
            return new(role, [new FunctionResultContent(message.GetProperty("tool_call_id").GetString()!, content.GetString())]);
        }

        contents.AddRange(content.ValueKind == JsonValueKind.Array
            ? content.EnumerateArray().Select(Part)
            : content.GetString() is { Length: > 0 } text ? [new TextContent(text)] : []);
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

    private static AIContent Part(JsonElement part)
    {
        switch (part.GetProperty("type").GetString())
        {
            case "text":
                return new TextContent(part.GetProperty("text").GetString());
            case "image_url":
                JsonElement image = part.GetProperty("image_url");
                return new UriContent(image.GetProperty("url").GetString()!, "image/png")
                {
                    AdditionalProperties = new() { ["detail"] = image.GetProperty("detail").GetString() },
                };
            default:
                return new UriContent(part.GetProperty("document_url").GetString()!, "application/pdf");
        }
    }

    private static AITool Tool(JsonElement tool)
    {
        JsonElement function = tool.GetProperty("function");
        return AIFunctionFactory.CreateDeclaration(
            function.GetProperty("name").GetString()!, function.GetProperty("description").GetString(), function.GetProperty("parameters"));
    }

    private static ChatToolMode Mode(JsonElement choice) =>
        choice.ValueKind == JsonValueKind.Object
            ? ChatToolMode.RequireSpecific(choice.GetProperty("function").GetProperty("name").GetString()!)
            : choice.GetString() switch { "any" => ChatToolMode.RequireAny, "none" => ChatToolMode.None, _ => ChatToolMode.Auto };

    private static void Format(JsonElement format, ChatOptions options)
    {
        if (!format.TryGetProperty("json_schema", out JsonElement schema))
        {
            options.ResponseFormat = ChatResponseFormat.Json;
            return;
        }

        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.GetProperty("schema"), schema.GetProperty("name").GetString());
        if (schema.TryGetProperty("strict", out JsonElement strict) && strict.GetBoolean())
        {
            (options.AdditionalProperties ??= [])["strict"] = true;
        }
    }

    private static JsonNode Expected(JsonElement request)
    {
        JsonNode node = JsonNode.Parse(request.GetRawText())!;
        foreach (JsonObject message in node["messages"]!.AsArray().Cast<JsonObject>())
        {
            message.Remove("prefix");
            if (message["tool_call_id"] is { } id)
            {
                message["tool_call_id"] = MistralCallIds.Map(id.GetValue<string>());
            }

            foreach (JsonObject call in (message["tool_calls"] as JsonArray ?? []).Cast<JsonObject>())
            {
                call["id"] = MistralCallIds.Map(call["id"]!.GetValue<string>());
            }

            foreach (JsonObject part in (message["content"] as JsonArray ?? []).Cast<JsonObject>())
            {
                part.Remove("document_name");
            }

            ParseArguments(message);
        }

        return node;
    }

    private static JsonNode Actual(JsonElement written)
    {
        JsonNode node = JsonNode.Parse(written.GetRawText())!;
        foreach (JsonObject message in node["messages"]!.AsArray().Cast<JsonObject>())
        {
            message.Remove("name");
            ParseArguments(message);
        }

        return node;
    }

    private static void ParseArguments(JsonObject message)
    {
        foreach (JsonObject call in (message["tool_calls"] as JsonArray ?? []).Cast<JsonObject>())
        {
            call["function"]!["arguments"] = JsonNode.Parse(call["function"]!["arguments"]!.GetValue<string>());
        }
    }
}
