using System.Text.Json;
using Microsoft.Extensions.AI;
using static ModelGateway.Tests.Protocols.Gemini.GeminiBodies;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiMessageWriterTests
{
    // Unsigned texts and thoughts beside signed ones, a signature alone after a thought, and calls with and without id and signature.
    private static readonly string[] Received =
    [
        """{"text":"think ","thought":true}""", """{"text":"more","thought":true}""", """{"text":"","thoughtSignature":"s+/1=="}""",
        """{"text":"deep","thought":true,"thoughtSignature":"s2"}""", """{"text":"a"}""", """{"text":"bc","thoughtSignature":"s3"}""", """{"text":"d"}""",
        """{"text":"","thoughtSignature":"s4"}""", """{"executableCode":{"language":"PYTHON","code":"x"},"thoughtSignature":"s5"}""",
        """{"codeExecutionResult":{"outcome":"OUTCOME_FAILED","output":"no"}}""", """{"functionCall":{"name":"f","args":{"n":1.50}},"thoughtSignature":"s6"}""",
        """{"functionCall":{"id":"call_7","name":"g","args":{}}}""", """{"inlineData":{"mimeType":"image/png","data":"AQID"},"thoughtSignature":"s7"}""",
    ];

    private static readonly string Sent = $$"""
        [{"text":"think more","thought":true},{{string.Join(',', Received[2..])}}]
        """;

    [Fact]
    public async Task Stream_GoesBackExactly()
    {
        string events = string.Concat(Received.Select((part, i) => Event(part, i == Received.Length - 1 ? "STOP" : null)));
        AssertGoesBack((await ReadStreamAsync(events)).ToChatResponse());
    }

    [Fact]
    public async Task Stream_InOneEventGoesBackExactly() =>
        AssertGoesBack((await ReadStreamAsync(Event(string.Join(',', Received), "STOP"))).ToChatResponse());

    [Fact]
    public void Answer_GoesBackExactlyAsItCameAndCoalesced()
    {
        ChatResponse response = Read(Answer(string.Join(',', Received)));
        AssertGoesBack(response.ToChatResponseUpdates().ToChatResponse());
        JsonElement parts = Write([.. response.Messages]).GetProperty("contents")[0].GetProperty("parts");
        AssertJson($"[{string.Join(',', Received)}]", parts);
    }

    [Fact]
    public async Task StoredHistory_GoesBackExactly()
    {
        ChatResponse response = (await ReadStreamAsync(Event(string.Join(',', Received), "STOP"))).ToChatResponse();
        string stored = JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions);
        AssertGoesBack(JsonSerializer.Deserialize<ChatResponse>(stored, AIJsonUtilities.DefaultOptions)!);
    }

    [Fact]
    public void Results_StandTogetherInTheOrderOfTheCalls()
    {
        ChatResponse response = Read(Answer("""{"functionCall":{"name":"f","args":{"n":1}}},{"functionCall":{"name":"f","args":{"n":2}}},{"functionCall":{"id":"own","name":"g"}}"""));
        string[] ids = [.. response.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => call.CallId)];
        Assert.Equal(3, ids.Distinct().Count());
        JsonElement contents = Write(
            [
                User("go"), response.Messages[0],
                new(ChatRole.Tool, [new FunctionResultContent(ids[2], JsonElement.Parse("""{"v":3}"""))]),
                new(ChatRole.Tool, [new FunctionResultContent(ids[1], "two"), new FunctionResultContent(ids[0], 1)]), User("then"),
            ]).GetProperty("contents");
        AssertJson(
            """
            {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"result":1}}},{"functionResponse":{"name":"f","response":{"result":"two"}}},
             {"functionResponse":{"id":"own","name":"g","response":{"v":3}}},{"text":"then"}]}
            """,
            contents[2]);
    }

    [Fact]
    public void Results_TakeAnyForm()
    {
        AssertResult("""{"response":{"result":null}}""", new("c", null));
        AssertResult("""{"response":{"result":[1,2]}}""", new("c", new[] { 1, 2 }));
        AssertResult("""{"response":{"a":true}}""", new("c", new Dictionary<string, object?> { ["a"] = true }));
        AssertResult("""{"response":{"error":"bad"}}""", new("c", "bad") { Exception = new InvalidOperationException("secret") });
        AssertResult("""{"response":{"error":"The function failed."}}""", new("c", null) { Exception = new InvalidOperationException("secret") });
        AssertResult(
            """{"response":{"result":"see"},"parts":[{"inlineData":{"mimeType":"image/png","data":"AQID"}}]}""",
            new("c", new List<AIContent> { new TextContent("see"), new DataContent(new byte[] { 1, 2, 3 }, "image/png") }));
    }

    [Fact]
    public void LateResult_FindsItsCallAndAnUnknownOneIsRefused()
    {
        ChatMessage call = new(ChatRole.Assistant, [new FunctionCallContent("c1", "f")]);
        ChatMessage result = new(ChatRole.Tool, [new FunctionResultContent("c1", "r")]);
        JsonElement late = Write([User("a"), call, User("wait"), new(ChatRole.Assistant, "ok"), result]).GetProperty("contents")[4];
        Assert.Equal("f", late.GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("name").GetString());
        ProviderException refused = Assert.Throws<ProviderException>(() => Write([User("a"), result]));
        Assert.Equal(FailureKind.Unsupported, refused.Kind);
        Assert.Contains("c1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignHistory_IsAcceptedAndWhatIsLeftOutIsNoted()
    {
        TextReasoningContent reasoning =
            new("why") { ProtectedData = "enc", AdditionalProperties = new() { ["modelgateway.origin"] = "anthropic" } };
        ChatMessage model = new(ChatRole.Assistant,
            [reasoning, new TextReasoningContent("unmarked"), new TextContent("t"), new FunctionCallContent("a|b", "f")]);
        (JsonElement body, IReadOnlyList<string> notes) =
            WriteNoted([User("a"), model, new(ChatRole.Tool, [new FunctionResultContent("a|b", 1)])]);
        JsonElement parts = body.GetProperty("contents")[1].GetProperty("parts");
        Assert.Equal(2, parts.GetArrayLength());
        string id = parts[1].GetProperty("functionCall").GetProperty("id").GetString()!;
        Assert.Matches("^[A-Za-z0-9_-]{1,64}$", id);
        Assert.Equal(id, body.GetProperty("contents")[2].GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("id")
            .GetString());
        Assert.Contains("Reasoning from another provider", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void UnsignedCalls_GetThePlaceholderInTheCurrentTurnOfNewModels()
    {
        ChatMessage Calls(string prefix) =>
            new(ChatRole.Assistant, [new FunctionCallContent(prefix + 1, "f"), new FunctionCallContent(prefix + 2, "f")]);
        ChatMessage Results(string prefix) =>
            new(ChatRole.Tool, [new FunctionResultContent(prefix + 1, 1), new FunctionResultContent(prefix + 2, 2)]);
        List<ChatMessage> messages = [User("1"), Calls("a"), Results("a"), User("2"), Calls("b"), Results("b"), Calls("c"), Results("c")];
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted(messages, model: Newer);
        List<string?> signatures =
        [
            .. body.GetProperty("contents").EnumerateArray().SelectMany(content => content.GetProperty("parts").EnumerateArray())
                .Where(part => part.TryGetProperty("functionCall", out _))
                .Select(part => part.TryGetProperty("thoughtSignature", out JsonElement signature) ? signature.GetString() : null),
        ];
        const string Skip = "skip_thought_signature_validator";
        Assert.Equal([null, null, Skip, null, Skip, null], signatures);
        Assert.Single(notes);
        Assert.DoesNotContain(Skip, Write(messages, model: Older).GetRawText(), StringComparison.Ordinal);
    }

    private static void AssertGoesBack(ChatResponse response) =>
        AssertJson(Sent, Write([.. response.Messages]).GetProperty("contents")[0].GetProperty("parts"));

    private static void AssertResult(string expected, FunctionResultContent result)
    {
        ChatMessage call = new(ChatRole.Assistant, [new FunctionCallContent("c", "f")]);
        JsonElement response = Write([User("a"), call, new(ChatRole.Tool, [result])])
            .GetProperty("contents")[2].GetProperty("parts")[0].GetProperty("functionResponse");
        foreach (JsonProperty property in JsonElement.Parse(expected).EnumerateObject())
        {
            AssertJson(property.Value.GetRawText(), response.GetProperty(property.Name));
        }
    }
}
