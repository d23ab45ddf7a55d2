using CsCheck;
using Microsoft.Extensions.AI;
using ModelGateway.Bridging;

namespace ModelGateway.Tests.Bridging;

public sealed class CallSerializingTests
{
    private static readonly ChatMessage Question = new(ChatRole.User, "Weather and time?");

    [Fact]
    public void Rewrite_TurnsSeveralCallsIntoPairs()
    {
        ChatMessage turn = new(
            ChatRole.Assistant,
            [new TextContent("First the weather. "), Call("a"), new TextContent("Then the time."), Call("b")])
        { MessageId = "m" };
        ChatMessage results = new(ChatRole.Tool, [Result("b"), Result("a")]);
        ChatMessage answer = new(ChatRole.Assistant, "Sunny, noon.");

        IReadOnlyList<ChatMessage> pairs = CallSerializing.Rewrite([Question, turn, results, answer]);

        Assert.Equal("user|assistant First the weather. >a|tool <a|assistant Then the time.>b|tool <b|assistant Sunny, noon.",
            Show(pairs).Replace("user Weather and time?", "user", StringComparison.Ordinal));
        Assert.Equal(4, turn.Contents.Count);
        Assert.Equal("m", pairs[1].MessageId);
        Assert.Null(pairs[3].MessageId);
        Assert.Same(answer, pairs[5]);
    }

    [Fact]
    public void Rewrite_PairsCallsWithResultsInSeparateMessages()
    {
        ChatMessage[] history =
        [
            Question,
            new(ChatRole.Assistant, [Call("a"), Call("b"), new TextContent("Wait.")]),
            new(ChatRole.Tool, [Result("a")]),
            new(ChatRole.Tool, [Result("b")]),
        ];

        Assert.Equal("assistant >a|tool <a|assistant >bWait.|tool <b", Show(CallSerializing.Rewrite(history).Skip(1)));
    }

    [Fact]
    public void Rewrite_PutsUnrelatedResultsAndContentsAfterThePairs()
    {
        ChatMessage[] history =
        [
            Question,
            new(ChatRole.Assistant, [Call("a"), Call("b")]),
            new(ChatRole.Tool, [Result("x"), Result("a"), new TextContent("note"), Result("b")]),
        ];

        Assert.Equal("assistant >a|tool <a|assistant >b|tool <b|tool <xnote", Show(CallSerializing.Rewrite(history).Skip(1)));
    }

    [Fact]
    public void Rewrite_KeepsACallWithoutAResult()
    {
        ChatMessage[] history = [Question, new(ChatRole.Assistant, [Call("a"), Call("b")]), new(ChatRole.Tool, [Result("b")])];

        Assert.Equal("assistant >a|assistant >b|tool <b", Show(CallSerializing.Rewrite(history).Skip(1)));
    }

    [Fact]
    public void Rewrite_ReturnsTheSameHistoryWhereNothingChanges()
    {
        ChatMessage[] one = [Question, new(ChatRole.Assistant, [Call("a")]), new(ChatRole.Tool, [Result("a")])];
        ChatMessage[] unanswered = [Question, new(ChatRole.Assistant, [Call("a"), Call("b")])];
        ChatMessage[] hosted =
        [
            Question,
            new(ChatRole.Assistant, [new FunctionCallContent("a", "f") { InformationalOnly = true }, Call("b")]),
            new(ChatRole.Tool, [Result("b")]),
        ];
        Assert.Same(one, CallSerializing.Rewrite(one));
        Assert.Same(unanswered, CallSerializing.Rewrite(unanswered));
        Assert.Same(hosted, CallSerializing.Rewrite(hosted));
    }

    /// <summary>
    /// Every content of a generated history occurs once, each call before its result, and answered calls are in separate turns.
    /// </summary>
    [Fact]
    public void Rewrite_KeepsEveryContentOnceWithCallsBeforeResults() => Gen.Int[0, 5].Array[1, 12].Array[1, 6].Sample(static turns =>
    {
        List<ChatMessage> history = [Question];
        int id = 0;
        foreach (int[] turn in turns)
        {
            List<AIContent> said = [.. turn.Select(kind => kind < 3 ? (AIContent)Call($"c{id++}") : new TextContent($"t{id++}"))];
            history.Add(new ChatMessage(ChatRole.Assistant, said));
            AIContent[] results =
                [.. said.OfType<FunctionCallContent>().Reverse().Where((_, index) => turn[index] != 5)
                    .Select(static call => Result(call.CallId))];
            if (results.Length > 0)
            {
                history.Add(new ChatMessage(ChatRole.Tool, results));
            }
        }

        IReadOnlyList<ChatMessage> pairs = CallSerializing.Rewrite(history);
        List<AIContent> before = [.. history.SelectMany(static message => message.Contents)];
        List<AIContent> after = [.. pairs.SelectMany(static message => message.Contents)];
        bool answeredApart = pairs.All(message => CallSerializing.Calls(message.Contents) < 2
            || !message.Contents.OfType<FunctionCallContent>()
                .Any(call => before.OfType<FunctionResultContent>().Any(result => result.CallId == call.CallId)));
        return before.Count == after.Count && before.ToHashSet(ReferenceEqualityComparer.Instance).SetEquals(after) && answeredApart
            && after.OfType<FunctionResultContent>().All(result => after.FindIndex(content => content is FunctionCallContent call
            && call.CallId == result.CallId) < after.IndexOf(result));
    });

    private static FunctionCallContent Call(string id) => new(id, "f");

    private static FunctionResultContent Result(string id) => new(id, "done");

    private static string Show(IEnumerable<ChatMessage> messages) =>
        string.Join('|', messages.Select(static message => $"{message.Role.Value} {string.Concat(message.Contents.Select(Show))}"));

    private static string Show(AIContent content) => content switch
    {
        FunctionCallContent call => ">" + call.CallId,
        FunctionResultContent result => "<" + result.CallId,
        _ => content.ToString()!,
    };
}
