using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// What every protocol sends of a history that no service accepts as it is. The simulators read what is sent as the services do.
/// </summary>
public sealed class HistoryConformance
{
    private static readonly FunctionCallContent Ask = new("call_a", "weather",
        new Dictionary<string, object?> { ["city"] = "MARK-CALL-A" });
    private static readonly FunctionCallContent AskAgain =
        new("call_b", "weather", new Dictionary<string, object?> { ["city"] = "MARK-CALL-B" });

    private static readonly FunctionResultContent Sun = new("call_a", "MARK-RESULT-A");
    private static readonly FunctionResultContent Rain = new("call_b", "MARK-RESULT-B");
    private static readonly ToolApprovalRequestContent Request = new("r1", Ask);

    public static TheoryData<SimulatedProtocol> Protocols { get; } = [.. GatewayOverHttp.Protocols];

    [Theory, MemberData(nameof(Protocols))]
    public async Task Approval_ThatIsResolved_LeavesCallAndResult(SimulatedProtocol protocol)
    {
        Sent sent = await SendAsync(
            protocol,
            new(ChatRole.User, "MARK-QUESTION"),
            new(ChatRole.Assistant, [Request]),
            new(ChatRole.User, [Request.CreateResponse(true)]),
            new(ChatRole.Assistant, [Ask]),
            new(ChatRole.Tool, [Sun]),
            new(ChatRole.User, "MARK-NEXT"));
        Assert.Equal(["QUESTION", "CALL-A", "RESULT-A", "NEXT"], sent.Marks);
        Assert.Contains(CallNotes.ApprovalsLeftOut, sent.Notes);
        Assert.DoesNotContain("\"content\":\"\"}", sent.Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Approval_ThatWasRefused_IsCallAndResult(SimulatedProtocol protocol)
    {
        Sent sent = await SendAsync(
            protocol,
            new(ChatRole.User, "MARK-QUESTION"),
            new(ChatRole.Assistant, [Request]),
            new(ChatRole.User, [Request.CreateResponse(false, "MARK-REASON")]),
            new(ChatRole.User, "MARK-NEXT"));
        Assert.Equal(["QUESTION", "CALL-A", "REASON", "NEXT"], sent.Marks);
        Assert.Contains("rejected", sent.Body, StringComparison.Ordinal);
        Assert.Contains(CallNotes.ApprovalsLeftOut, sent.Notes);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Approval_WithoutAnswer_IsACancelledCall(SimulatedProtocol protocol)
    {
        Sent sent = await SendAsync(
            protocol,
            new(ChatRole.User, "MARK-QUESTION"),
            new(ChatRole.Assistant, [Request]),
            new(ChatRole.User, "MARK-NEXT"));
        Assert.Equal(["QUESTION", "CALL-A", "NEXT"], sent.Marks);
        Assert.Contains("cancelled", sent.Body, StringComparison.Ordinal);
        Assert.Contains(CallNotes.CallWithoutResult, sent.Notes);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Texts_BetweenCallAndResult_StandBehind(SimulatedProtocol protocol)
    {
        Sent sent = await SendAsync(
            protocol,
            new(ChatRole.User, "MARK-QUESTION"),
            new(ChatRole.Assistant, [Ask, AskAgain]),
            new(ChatRole.User, "MARK-HURRY"),
            new(ChatRole.Tool, [Rain]),
            new(ChatRole.Assistant, "MARK-WAIT"),
            new(ChatRole.Tool, [Sun]),
            new(ChatRole.User, "MARK-NEXT"));
        Assert.Equal(["QUESTION", "CALL-A", "CALL-B", "RESULT-A", "RESULT-B", "HURRY", "WAIT", "NEXT"], sent.Marks);
        Assert.Contains(CallNotes.ResultMoved, sent.Notes);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Calls_OfTwoMessages_StandBeforeTheirResults(SimulatedProtocol protocol)
    {
        Sent sent = await SendAsync(
            protocol,
            new(ChatRole.User, "MARK-QUESTION"),
            new(ChatRole.Assistant, [Ask]),
            new(ChatRole.Assistant, [AskAgain]),
            new(ChatRole.Tool, [Sun, Rain]),
            new(ChatRole.User, "MARK-NEXT"));
        Assert.Equal(["QUESTION", "CALL-A", "CALL-B", "RESULT-A", "RESULT-B", "NEXT"], sent.Marks);
        Assert.Empty(sent.Notes);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Call_WithoutResult_GetsOne(SimulatedProtocol protocol)
    {
        Sent sent = await SendAsync(
            protocol,
            new(ChatRole.User, "MARK-QUESTION"),
            new(ChatRole.Assistant, [Ask, AskAgain]),
            new(ChatRole.Tool, [Rain]),
            new(ChatRole.User, "MARK-NEXT"));
        Assert.Equal(["QUESTION", "CALL-A", "CALL-B", "RESULT-B", "NEXT"], sent.Marks);
        Assert.InRange(sent.Body.IndexOf("cancelled", StringComparison.Ordinal),
            sent.Body.IndexOf("CALL-B", StringComparison.Ordinal), sent.Body.IndexOf("RESULT-B", StringComparison.Ordinal));
        Assert.Equal([CallNotes.CallWithoutResult], sent.Notes);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Result_InTheAssistantsMessage_StandsBehind(SimulatedProtocol protocol)
    {
        Sent sent = await SendAsync(
            protocol,
            new(ChatRole.User, "MARK-QUESTION"),
            new(ChatRole.Assistant, [Ask, Sun, new TextContent("MARK-ANSWER")]),
            new(ChatRole.User, "MARK-NEXT"));
        Assert.Equal(["ANSWER", "CALL-A", "NEXT", "QUESTION", "RESULT-A"], sent.Marks.Order(StringComparer.Ordinal));
        Assert.True(sent.Marks.IndexOf("CALL-A") < sent.Marks.IndexOf("RESULT-A"));
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task History_ThatIsSound_IsNotNoted(SimulatedProtocol protocol)
    {
        Sent sent = await SendAsync(
            protocol,
            new(ChatRole.User, "MARK-QUESTION"),
            new(ChatRole.Assistant, [Ask]),
            new(ChatRole.Tool, [Sun]),
            new(ChatRole.Assistant, [AskAgain]),
            new(ChatRole.Tool, [Rain]),
            new(ChatRole.User, "MARK-NEXT"));
        Assert.Equal(["QUESTION", "CALL-A", "RESULT-A", "CALL-B", "RESULT-B", "NEXT"], sent.Marks);
        Assert.Empty(sent.Notes);
    }

    /// <summary>Each loss has one sentence, in which the service's name alone differs.</summary>
    [Theory, MemberData(nameof(Protocols))]
    public async Task Losses_HaveOneNote(SimulatedProtocol protocol)
    {
        Sent sent = await SendAsync(
            protocol,
            new(ChatRole.User, "MARK-QUESTION") { AuthorName = "Ann" },
            new(ChatRole.Assistant,
                [Foreign(new TextReasoningContent("Hm.")), new WebSearchToolCallContent("ws"), new TextContent("MARK-TEXT")]),
            new(ChatRole.System, "MARK-RULE"),
            new(ChatRole.User, "MARK-HURRY"),
            new(ChatRole.Assistant, [Ask]),
            new(ChatRole.Tool, [Sun, new TextContent("MARK-BESIDE")]),
            new(ChatRole.User, "MARK-NEXT"));
        Assert.Contains(CallNotes.ContentsBesideResults, sent.Notes);
        Assert.Contains(sent.Notes, static note => note.StartsWith("Reasoning", StringComparison.Ordinal));
        Assert.Contains(sent.Notes,
            static note => note.StartsWith("WebSearchToolCallContent was left out of the history: ", StringComparison.Ordinal)
            && note.EndsWith(" has no place for it.", StringComparison.Ordinal));
        bool names = sent.Body.Contains("\"Ann\"", StringComparison.Ordinal);
        Assert.NotEqual(names, sent.Notes.Any(static note => note.StartsWith("AuthorName was not sent: ", StringComparison.Ordinal)
            && note.EndsWith(" has no such option.", StringComparison.Ordinal)));
        bool stays = sent.Marks.IndexOf("RULE") > sent.Marks.IndexOf("TEXT");
        Assert.NotEqual(stays, sent.Notes.Any(
            static note =>
                note.StartsWith("A system message within the conversation was moved to its beginning: ", StringComparison.Ordinal)));
    }

    private static TextReasoningContent Foreign(TextReasoningContent reasoning)
    {
        reasoning.AdditionalProperties = new() { ["modelgateway.origin"] = "another" };
        return reasoning;
    }

    private static async Task<Sent> SendAsync(SimulatedProtocol protocol, params ChatMessage[] history)
    {
        string before = JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatMessage[])));
        AIFunctionDeclaration weather = AIFunctionFactory.CreateDeclaration(
            "weather", "Tells the weather.", JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}"""));
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        GatewayAnswer answer = await gateway.AskAsync(stream: false, history, new ChatOptions { Tools = [weather], MaxOutputTokens = 100 });
        Assert.Null(answer.Exception);
        Assert.Equal(before, JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatMessage[]))));
        string body = Encoding.UTF8.GetString(Assert.Single(gateway.First.Requests).RawBody.Span);
        string prefix = $"{gateway.Deployments[0]}: ";
        return new Sent(body,
            [.. answer.Receipt.Notes.Select(note => note.StartsWith(prefix, StringComparison.Ordinal) ? note[prefix.Length..] : note)]);
    }

    /// <summary>What arrived: the body, and what the receipt says about it.</summary>
    private sealed record Sent(string Body, IReadOnlyList<string> Notes)
    {
        /// <summary>The marked words, in the order of the body.</summary>
        public List<string> Marks { get; } =
            [.. Regex.Matches(Body, "MARK-([A-Z]+(-[A-Z])?)").Select(static match => match.Groups[1].Value)];
    }
}
