using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Bridging;

/// <summary>A JSON schema as a forced call of a function: what the provider is asked, and what the caller gets.</summary>
public sealed class UpdateBridgeTests
{
    /// <summary>All but those that cannot be made to call a function: DeepSeek's models while they think, and Ollama's.</summary>
    public static MatrixTheoryData<SimulatedProtocol, bool, bool> Protocols { get; } =
        new(GatewayOverHttp.Protocols.Where(static protocol => protocol is not (SimulatedProtocol.DeepSeek or SimulatedProtocol.Ollama)),
            [false, true], [false, true]);

    [Theory, MemberData(nameof(Protocols))]
    public async Task Arguments_BecomeText_InEveryProtocol(SimulatedProtocol protocol, bool stream, bool coalesced)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool, BridgedGateway.NoSchema, protocol);
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("City", BridgedGateway.Good)));
        ChatOptions options = BridgedGateway.Options().WithGateway(settings => settings with { StreamUpstream = coalesced });

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which city?", options);

        Assert.Null(answer.Exception);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(BridgedGateway.Good), JsonElement.Parse(answer.Text)));
        ChatResponse response = answer.Response ?? answer.Updates.ToChatResponse();
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.DoesNotContain(response.Messages.SelectMany(static message => message.Contents),
            static content => content is FunctionCallContent);
        Assert.True(response.Usage?.OutputTokenCount > 0);
        AttemptReceipt attempt = Assert.Single(answer.Receipt.Attempts);
        Assert.Equal((Bridges.SchemaByTool, gateway.Deployments[0]), (attempt.Bridges, answer.Receipt.Deployment));
        Assert.Contains(answer.Receipt.Notes, static note => note.Contains("'City' (SchemaByTool)", StringComparison.Ordinal));
        Assert.Contains("SchemaByTool", answer.Receipt.ToString(), StringComparison.Ordinal);
        LedgerEntry entry = Assert.Single(gateway.Ledger);
        Assert.Equal(("chat", Bridges.SchemaByTool), (entry.Cause, entry.Attempt.Bridges));
        Assert.Contains("additionalProperties", gateway.First.Raw(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_IsAskedForAForcedCall_WithoutAFormat()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool, BridgedGateway.NoSchema);
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("City", BridgedGateway.Good)));
        ChatOptions options = BridgedGateway.Options();

        await gateway.AskAsync(false, "Which city?", options);

        JsonElement body = gateway.First.Body();
        Assert.False(body.TryGetProperty("response_format", out _));
        Assert.Equal("City", body.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
        JsonElement function = Assert.Single(body.GetProperty("tools").EnumerateArray()).GetProperty("function");
        Assert.True(JsonElement.DeepEquals(BridgedGateway.Format.Schema!.Value, function.GetProperty("parameters")));
        Assert.Contains("A city.", function.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Null(options.Tools);
        Assert.Null(options.ToolMode);
        Assert.Same(BridgedGateway.Format, options.ResponseFormat);
    }

    [Fact]
    public async Task Stream_ShowsTheArgumentsInPieces_EachCharacterOnce()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool, BridgedGateway.NoSchema);
        gateway.First.Reply(new SimulatedReply
        {
            Text = "I shall answer. ",
            ToolCalls = [new SimulatedToolCall("City", BridgedGateway.Good)],
            ChunkLength = 5
        });

        GatewayAnswer answer = await gateway.AskAsync(true, "Which city?", BridgedGateway.Options());

        Assert.Equal(BridgedGateway.Good, answer.Text);
        Assert.True(answer.Updates.Count(static update => update.Text.Length > 0) > 2);
        Assert.DoesNotContain(answer.Updates.SelectMany(static update => update.Contents),
            static content => ToolCallDelta.From(content) is not null);
        Assert.Contains(answer.Receipt.Notes, static note => note.Contains("16 characters beside the answer", StringComparison.Ordinal));
        Assert.NotNull(answer.Receipt.TimeToFirstToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RootThatIsNoObject_ComesBackUnwrapped(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool, BridgedGateway.NoSchema);
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("json_answer", """{"value":["a","b"]}""")));
        ChatOptions options = BridgedGateway.Options(static o => o.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"array","items":{"type":"string"}}""")));

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which letters?", options);

        Assert.Equal("""["a","b"]""", answer.Text);
        Assert.Contains("\"value\"", gateway.First.Raw(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallersFunctions_AreCalledAsBefore(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool,
            new CapabilitySet([], [Capability.JsonSchema]));
        gateway.First.Reply(
            new SimulatedReply { Text = "Let me look. ", ToolCalls = [new SimulatedToolCall("lookup", """{"city":"Bern"}""")] },
            BridgedGateway.Calls(new SimulatedToolCall("City", BridgedGateway.Good)));
        List<string> asked = [];
        AIFunction lookup = AIFunctionFactory.Create((string city) => { asked.Add(city); return 134794; }, "lookup");
        using IChatClient loop = gateway.Client.AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = BridgedGateway.Options(o => o.Tools = [lookup]);
        ChatMessage[] question = [new(ChatRole.User, "How many live in Bern?")];

        ChatResponse response = stream
            ? await loop.GetStreamingResponseAsync(question, options).ToChatResponseAsync()
            : await loop.GetResponseAsync(question, options);

        Assert.Equal(["Bern"], asked);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(BridgedGateway.Good), JsonElement.Parse(response.Messages[^1].Text)));
        Assert.Equal("Let me look. ", response.Messages[0].Text);
        Assert.Equal("required", gateway.First.Body().GetProperty("tool_choice").GetString());
        Assert.Equal(2, gateway.First.Body().GetProperty("tools").GetArrayLength());
        Assert.Equal(2, gateway.Ledger.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswerBesideACallOfTheCallers_PassesOn_WithTheCall(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool,
            new CapabilitySet([], [Capability.JsonSchema]));
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("lookup"), new SimulatedToolCall("City", BridgedGateway.Good)));
        ChatOptions options = BridgedGateway.Options(static o => o.Tools = [AIFunctionFactory.Create(static () => 1, "lookup")]);

        GatewayAnswer answer = await gateway.AskAsync(stream, "How many?", options);

        ChatResponse response = answer.Response ?? answer.Updates.ToChatResponse();
        Assert.Equal(BridgedGateway.Good, response.Text);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal("lookup",
            Assert.Single(response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>()).Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SecondAnswerInOneTurn_IsLeftOut_AndNoted(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool, BridgedGateway.NoSchema);
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("City", BridgedGateway.Good),
            new SimulatedToolCall("City", BridgedGateway.Bad)));

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which city?", BridgedGateway.Options());

        Assert.Equal(BridgedGateway.Good, answer.Text);
        Assert.Contains(answer.Receipt.Notes, static note => note.Contains("answered 2 times", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Schema_IsLeftOut_WhereACallOfTheCallersIsRequired()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool,
            new CapabilitySet([], [Capability.JsonSchema]));
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("lookup")));
        ChatOptions options = BridgedGateway.Options(static o =>
        {
            o.Tools = [AIFunctionFactory.Create(static () => 1, "lookup")];
            o.ToolMode = ChatToolMode.RequireAny;
        });

        GatewayAnswer answer = await gateway.AskAsync(false, "How many?", options);

        Assert.Single(gateway.First.Body().GetProperty("tools").EnumerateArray());
        Assert.Single(answer.Response!.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>());
        Assert.Contains(answer.Receipt.Notes, static note => note.Contains("the JSON schema was not sent", StringComparison.Ordinal));
        Assert.Equal(Bridges.None, answer.Receipt.Attempts[0].Bridges);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnfitArguments_AreShownAndNoted_WhereNoOtherBridgeIsAllowed(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool, BridgedGateway.NoSchema);
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("City", BridgedGateway.Bad)));

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which city?", BridgedGateway.Options());

        Assert.Equal(BridgedGateway.Bad, answer.Text);
        Assert.Contains(answer.Receipt.Notes,
            static note => note.Contains("the answer does not fit the JSON schema (1 fault)", StringComparison.Ordinal));
        Assert.Single(gateway.Ledger);
    }

    [Fact]
    public async Task UnfitArguments_AreAskedForAgain_WhereWordsAreAllowedToo()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool | Bridges.SchemaByPrompt,
            BridgedGateway.NoSchema);
        gateway.First.Reply(
            BridgedGateway.Calls(new SimulatedToolCall("City", BridgedGateway.Bad)),
            BridgedGateway.Calls(new SimulatedToolCall("City", BridgedGateway.Good)));

        GatewayAnswer answer = await gateway.AskAsync(false, "Which city?", BridgedGateway.Options());

        Assert.Equal(BridgedGateway.Good, answer.Text);
        Assert.Equal(["chat", "schema-repair"], gateway.Ledger.Select(static entry => entry.Cause));
        Assert.Contains("/people: is missing", gateway.First.Raw(1), StringComparison.Ordinal);
        Assert.Equal("City", gateway.First.Body(1).GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(false, "It is {\"name\":\"Bern\",\"people\":1}.", """{"name":"Bern","people":1}""", false)]
    [InlineData(true, "It is {\"name\":\"Bern\",\"people\":1}.", """{"name":"Bern","people":1}""", false)]
    [InlineData(true, """{"name":"Bern","people":1}""", """{"name":"Bern","people":1}""", false)]
    [InlineData(false, "I would rather not.", "I would rather not.", true)]
    [InlineData(true, "I would rather not.", "I would rather not.", true)]
    public async Task TextInPlaceOfTheCall_IsReadAsTheAnswer(bool stream, string said, string expected, bool isNamed)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool, BridgedGateway.NoSchema);
        gateway.First.Reply(said);

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which city?", BridgedGateway.Options());

        Assert.Equal(expected, answer.Text);
        Assert.Equal(isNamed, answer.Receipt.Notes.Any(static note => note.Contains("does not fit", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CutAnswer_IsNoted(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.All, BridgedGateway.NoSchema);
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("City", """{"name":"Be""")) with { FinishReason = SimulatedFinishReason.Length });

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which city?", BridgedGateway.Options());

        Assert.Null(answer.Exception);
        Assert.Equal(ChatFinishReason.Length, (answer.Response ?? answer.Updates.ToChatResponse()).FinishReason);
        Assert.Contains(answer.Receipt.Notes, static note => note.Contains("does not fit", StringComparison.Ordinal));
        Assert.Single(gateway.Ledger);
    }

    [Fact]
    public async Task DeltasOfTheCallersCalls_AreShown_WhereAskedFor()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByTool,
            new CapabilitySet([], [Capability.JsonSchema]));
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("lookup", """{"city":"Bern"}""")), BridgedGateway.Calls(new SimulatedToolCall("lookup", """{"city":"Bern"}""")));
        ChatOptions options = BridgedGateway.Options(static o =>
            o.Tools = [AIFunctionFactory.Create(static (string city) => city, "lookup")]);

        GatewayAnswer shown = await gateway.AskAsync(true, "How many?",
            options.WithGateway(static settings => settings with { StreamToolCallDeltas = true }));
        GatewayAnswer hidden = await gateway.AskAsync(true, "How many?",
            options.WithGateway(static settings => settings with { StreamToolCallDeltas = false }));

        Assert.Contains(shown.Updates.SelectMany(static update => update.Contents),
            static content => ToolCallDelta.From(content) is not null);
        Assert.DoesNotContain(hidden.Updates.SelectMany(static update => update.Contents),
            static content => ToolCallDelta.From(content) is not null);
    }
}
