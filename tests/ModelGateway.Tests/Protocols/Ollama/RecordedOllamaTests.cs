using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Ollama;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Ollama;

/// <summary>Every recorded exchange with Ollama's own protocol.</summary>
public sealed class RecordedOllamaTests
{
    private static readonly OllamaProtocol Adapter = OllamaProtocol.Instance;

    [Fact]
    public async Task Streams_AreCompleteAtAnySplit()
    {
        int streams = 0;
        foreach (JsonElement exchange in Chats(streams: true))
        {
            byte[] bytes = Body(exchange);
            List<ChatResponseUpdate> whole = await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(bytes));
            string expected = ProtocolHarness.Describe(whole);
            for (int seed = 0; seed < 3; seed++)
            {
                ChunkedStream pieces = ChunkedStream.Random(bytes, new Random(seed), longest: 5 + (seed * 200));
                Assert.Equal(expected, ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(Adapter, pieces)));
            }

            AssertAnswer(whole.ToChatResponse(), exchange);
            streams++;
        }

        Assert.Equal(18, streams);
    }

    [Fact]
    public void Answers_AreRead()
    {
        int answers = 0;
        foreach (JsonElement exchange in Chats(streams: false))
        {
            AssertAnswer(Adapter.ReadResponse(Body(exchange), ProtocolHarness.Call([])), exchange);
            answers++;
        }

        Assert.Equal(24, answers);
    }

    [Fact]
    public void ListOfModels_IsRead()
    {
        JsonElement exchange = Assert.Single(SharedData.Exchanges("ollama"), static exchange => Path(exchange) == "/api/tags");
        List<DiscoveredModel> models = [];
        Assert.Null(Adapter.ModelList.Read(Body(exchange), models));
        Assert.Equal(
            JsonElement.Parse(Body(exchange)).GetProperty("models").EnumerateArray()
                .Select(static model => model.GetProperty("model").GetString()),
            models.Select(static model => model.Id));
        Assert.Equal("qwen3:4b (4.0B, Q4_K_M)", models[1].DisplayName);
        Assert.All(models, static model => Assert.NotNull(model.CreatedAt));
    }

    /// <summary>
    /// The requests as another client wrote them, written again from what they mean. Its only differences: a <c>type</c> on calls in the
    /// history, which Ollama has no field for, and <c>options</c> or <c>tool_calls</c> though there are none.
    /// </summary>
    [Fact]
    public void Requests_AreWrittenAsRecorded()
    {
        int requests = 0;
        foreach (JsonElement exchange in Chats(streams: true).Concat(Chats(streams: false)))
        {
            JsonObject recorded = JsonNode.Parse(exchange.GetProperty("request").GetRawText())!.AsObject();
            ChatCall call = Understand(recorded);
            JsonNode written = JsonNode.Parse(ProtocolHarness.Write(Adapter, call).GetRawText())!;
            Normalize(recorded);
            Assert.True(JsonNode.DeepEquals(recorded, written), $"{Id(exchange)}\n{recorded.ToJsonString()}\n{written.ToJsonString()}");
            requests++;
        }

        Assert.Equal(42, requests);
    }

    [Fact]
    public async Task Answers_GoBackAsTheyCame()
    {
        foreach (JsonElement exchange in Chats(streams: true).Concat(Chats(streams: false)))
        {
            ChatResponse response = Path(exchange, streams: true)
                ? (await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(Body(exchange)))).ToChatResponse()
                : Adapter.ReadResponse(Body(exchange), ProtocolHarness.Call([]));
            JsonElement message = ProtocolHarness.Write(Adapter, ProtocolHarness.Call([.. response.Messages])).GetProperty("messages")[0];
            Assert.Equal(Joined(exchange, "content"), message.GetProperty("content").GetString());
            Assert.Equal(Joined(exchange, "thinking"), message.TryGetProperty("thinking", out JsonElement thinking) ? thinking.GetString()
                : "");
            Assert.Equal(
                Calls(exchange).Select(static call => $"{call.GetProperty("id")} {Compact(call.GetProperty("function"))}"),
                message.TryGetProperty("tool_calls", out JsonElement calls)
                    ? calls.EnumerateArray().Select(static call => $"{call.GetProperty("id")} {Compact(call.GetProperty("function"))}")
                    : []);
        }
    }

    [Fact]
    public async Task DamagedAnswers_FailAsProviderErrorsOrAreRead()
    {
        Random random = new(7);
        int failed = 0;
        foreach (JsonElement exchange in Chats(streams: true).Concat(Chats(streams: false)))
        {
            for (int round = 0; round < 8; round++)
            {
                byte[] bytes = Body(exchange);
                bytes = bytes.Length > 8000 ? bytes[^8000..][(Array.IndexOf(bytes[^8000..], (byte)'\n') + 1)..] : bytes;
                for (int flips = random.Next(1, 4); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)(round == 0 ? random.Next(256) : "{}[]\",:0nt\\ \n"[random.Next(13)]);
                }

                try
                {
                    _ = Path(exchange, streams: true)
                        ? (await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(bytes))).ToChatResponse()
                        : Adapter.ReadResponse(bytes, ProtocolHarness.Call([]));
                }
                catch (ProviderException exception)
                {
                    Assert.NotEqual(FailureKind.Unknown, exception.Kind);
                    failed++;
                }
            }
        }

        Assert.True(failed > 100);
    }

    private static void AssertAnswer(ChatResponse response, JsonElement exchange)
    {
        string id = Id(exchange);
        ChatMessage message = Assert.Single(response.Messages);
        Assert.True(Joined(exchange, "content") == response.Text, id);
        Assert.True(Joined(exchange,
            "thinking") == string.Concat(message.Contents.OfType<TextReasoningContent>().Select(static content => content.Text)), id);
        FunctionCallContent[] calls = [.. message.Contents.OfType<FunctionCallContent>()];
        Assert.Equal(Calls(exchange).Select(static call => call.GetProperty("id").GetString()), calls.Select(static call => call.CallId));
        Assert.All(calls, static call => Assert.Null(call.Exception));
        AssertEnding(response, message, calls.Length > 0, Lines(exchange).Last());
    }

    private static void AssertEnding(ChatResponse response, ChatMessage message, bool called, JsonElement last)
    {
        string expected = called ? "tool_calls" : last.GetProperty("done_reason").GetString()!;
        Assert.Equal(new ChatFinishReason(expected), response.FinishReason);
        Assert.Equal(last.GetProperty("prompt_eval_count").GetInt64(), response.Usage!.InputTokenCount);
        Assert.Equal(last.GetProperty("eval_count").GetInt64(), response.Usage.OutputTokenCount);
        Assert.Equal(response.Usage.TotalTokenCount, response.Usage.InputTokenCount + response.Usage.OutputTokenCount);
        Assert.Equal(last.GetProperty("total_duration").GetInt64(),
            (response.AdditionalProperties ?? message.AdditionalProperties)!["total_duration"]);
        Assert.Equal("qwen3:4b", response.ModelId);
        Assert.NotNull(response.CreatedAt);
    }

    private static ChatCall Understand(JsonObject request)
    {
        Queue<string> open = [];
        List<ChatMessage> messages = [.. request["messages"]!.AsArray().Select(message => Understand(message!, open))];
        JsonNode? format = request["format"];
        ChatOptions options = new()
        {
            MaxOutputTokens = (int?)request["options"]!["num_predict"],
            Reasoning = new() { Effort = (bool)request["think"]! ? ReasoningEffort.Medium : ReasoningEffort.None },
            ResponseFormat = format is null ? null : ChatResponseFormat.ForJsonSchema(JsonElement.Parse(format.ToJsonString()), "schema"),
            Tools = request["tools"]?.AsArray().Select(static tool => (AITool)AIFunctionFactory.CreateDeclaration(
                (string)tool!["function"]!["name"]!,
                (string?)tool["function"]!["description"],
                JsonElement.Parse(tool["function"]!["parameters"]!.ToJsonString()))).ToList(),
        };
        return ProtocolHarness.Call(messages, options, (bool)request["stream"]!, (string)request["model"]!);
    }

    private static ChatMessage Understand(JsonNode message, Queue<string> open)
    {
        List<AIContent> contents = [];
        string role = (string)message["role"]!;
        if (role == "tool")
        {
            return new(ChatRole.Tool, [new FunctionResultContent(open.Dequeue(), (string)message["content"]!)]);
        }

        if ((string?)message["thinking"] is { } thinking)
        {
            contents.Add(new TextReasoningContent(thinking));
            ContentOrigin.Set(contents[0], Adapter.Protocol);
        }

        contents.Add(new TextContent((string)message["content"]!));
        foreach (JsonNode? call in message["tool_calls"]?.AsArray() ?? [])
        {
            string id = ToolCallIds.Mint("recorded", open.Count);
            open.Enqueue(id);
            JsonElement arguments = JsonElement.Parse(call!["function"]!["arguments"]!.ToJsonString());
            contents.Add(new FunctionCallContent(id, (string)call["function"]!["name"]!,
                arguments.EnumerateObject().ToDictionary(static argument => argument.Name, static argument => (object?)argument.Value)));
        }

        return new(new ChatRole(role), contents);
    }

    private static void Normalize(JsonObject request)
    {
        if (request["options"] is JsonObject { Count: 0 })
        {
            request.Remove("options");
        }

        foreach (JsonNode? message in request["messages"]!.AsArray())
        {
            if (message!["tool_calls"] is JsonArray { Count: 0 })
            {
                message.AsObject().Remove("tool_calls");
            }
        }

        foreach (JsonNode? call in request["messages"]!.AsArray().SelectMany(static message => message!["tool_calls"]?.AsArray() ?? []))
        {
            call!.AsObject().Remove("type");
        }
    }

    private static string Joined(JsonElement exchange, string field) => string.Concat(Lines(exchange).Select(line =>
        line.GetProperty("message").TryGetProperty(field, out JsonElement text) ? text.GetString() : ""));

    private static IEnumerable<JsonElement> Calls(JsonElement exchange) => Lines(exchange).SelectMany(static line =>
        line.GetProperty("message").TryGetProperty("tool_calls", out JsonElement calls) ? calls.EnumerateArray() : default);

    private static string Compact(JsonElement function) =>
        $"{function.GetProperty("name")} {JsonNode.Parse(function.GetProperty("arguments").GetRawText())!.ToJsonString()}";

    private static IEnumerable<JsonElement> Lines(JsonElement exchange) =>
        exchange.GetProperty("response").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonElement.Parse(line));

    private static IEnumerable<JsonElement> Chats(bool streams) =>
        SharedData.Exchanges("ollama").Where(exchange => Path(exchange) == "/api/chat" && Path(exchange, streams: true) == streams);

    private static bool Path(JsonElement exchange, bool streams) =>
        exchange.GetProperty("contentType").GetString()!.Contains("ndjson", StringComparison.Ordinal) == streams;

    private static byte[] Body(JsonElement exchange) => Encoding.UTF8.GetBytes(exchange.GetProperty("response").GetString()!);

    private static string Path(JsonElement exchange) => exchange.GetProperty("path").GetString()!;

    private static string Id(JsonElement exchange) => exchange.GetProperty("id").GetString()!;
}
