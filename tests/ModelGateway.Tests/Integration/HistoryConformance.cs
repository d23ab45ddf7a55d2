using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>
/// A conversation that one provider began, another continues and the first takes up again: reasoning with signatures, two parallel tool
/// calls, their results, answers. Every simulator checks ids, pairing and signatures as its provider does.
/// </summary>
public abstract class HistoryConformance
{
    private static readonly SimulatedToolCall[] Calls =
        [new("weather", """{"city":"Köln","days":3}""") { Id = "call_weather_1" }, new("time", """{"zone":"CET"}""") { Id = "call_time_2" }];

    private static readonly SimulatedToolCall[] OtherCalls =
        [new("weather", """{"city":"Köln"}""") { Id = "call_weather_3" }, new("time", "{}") { Id = "call_time_4" }];

    public static MatrixTheoryData<SimulatedProtocol, SimulatedProtocol, bool> Pairs { get; } =
        new(GatewayOverHttp.Protocols, GatewayOverHttp.Protocols, [false, true]);

    /// <summary>How an application stores a history between two turns.</summary>
    protected abstract IList<ChatMessage> Keep(IList<ChatMessage> history);

    [Theory, MemberData(nameof(Pairs))]
    public async Task Conversation_MovesToAnotherProviderAndBack(SimulatedProtocol from, SimulatedProtocol to, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(from, to);
        gateway.First.Reply(
            new SimulatedReply { Reasoning = "First I look at the weather, then at the time.", ToolCalls = Calls },
            new SimulatedReply { Text = "Warm, and noon.", Reasoning = "Both are known now." });

        // A pair of the same protocol stays at one server, because only that server knows its signatures.
        int second = from == to ? 0 : 1;
        gateway.Simulators[second].Reply(
            new SimulatedReply { Reasoning = "I look at the weather again.", ToolCalls = OtherCalls },
            new SimulatedReply { Text = "Still warm.", Reasoning = "It has not changed." });
        gateway.First.Reply(new SimulatedReply { Text = "And good night." });
        IList<ChatMessage> history = [new(ChatRole.User, "How is it in Köln?")];

        (ChatResponse asked, _) = await AskAsync(gateway, 0, history, stream);
        Answer(history, asked);
        history = Keep(history);
        (ChatResponse answered, _) = await AskAsync(gateway, 0, history, stream);
        history.AddMessages(answered);
        history.Add(new(ChatRole.User, "And now?"));
        history = Keep(history);
        (ChatResponse movedAsk, GatewayReceipt moved) = await AskAsync(gateway, second, history, stream);
        Answer(history, movedAsk);
        history = Keep(history);
        (ChatResponse movedAnswer, GatewayReceipt movedAgain) = await AskAsync(gateway, second, history, stream);
        history.AddMessages(movedAnswer);
        history.Add(new(ChatRole.User, "Thanks."));
        history = Keep(history);
        (ChatResponse back, GatewayReceipt returned) = await AskAsync(gateway, 0, history, stream);

        Assert.Equal("And good night.", back.Text);
        Assert.Equal(5, gateway.Simulators.Sum(static simulator => simulator.Requests.Count));
        IReadOnlyList<RecordedRequest> toFirst = gateway.First.Requests;
        IReadOnlyList<RecordedRequest> toSecond = from == to ? [toFirst[2], toFirst[3]] : gateway.Second.Requests;
        toFirst = [toFirst[0], toFirst[1], toFirst[^1]];
        AssertSameIds(toSecond[0], toSecond[1]);
        AssertSameIds(toFirst[1], toFirst[2]);
        AssertSignatures(from, to, toFirst, toSecond, [moved, movedAgain, returned]);
    }

    /// <summary>One end of the pair is a third-party client, which alone can read its protected reasoning.</summary>
    [Theory]
    [MemberData(nameof(Wrapped))]
    public async Task Conversation_OfAWrappedClientMovesToAProvider(SimulatedProtocol protocol, bool wrappedBegins, bool stream)
    {
        using ScriptedChatClient wrapped = new();
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Gateway = builder => builder.AddDeployment("wrapped", wrapped, leaveOpen: true),
        });
        if (wrappedBegins)
        {
            wrapped.Reply(Asking()).Reply("Good night.");
            gateway.First.Reply("Noon.");
        }
        else
        {
            gateway.First.Reply(
                new SimulatedReply { Reasoning = "First I look.", ToolCalls = Calls }, new SimulatedReply { Text = "Good night." });
            wrapped.Reply(Told());
        }

        string begins = wrappedBegins ? "wrapped" : gateway.Deployments[0];
        string continues = wrappedBegins ? gateway.Deployments[0] : "wrapped";
        IList<ChatMessage> history = [new(ChatRole.User, "How is it in Köln?")];

        (ChatResponse asked, _) = await AskAsync(gateway, begins, history, stream);
        Answer(history, asked);
        history = Keep(history);
        (ChatResponse answered, GatewayReceipt moved) = await AskAsync(gateway, continues, history, stream);
        history.AddMessages(answered);
        history.Add(new(ChatRole.User, "And now?"));
        history = Keep(history);
        (ChatResponse _, GatewayReceipt returned) = await AskAsync(gateway, begins, history, stream);

        // OpenAI's reasoning has no origin, because it is never sent back. So a client may receive it.
        bool isProtected = wrappedBegins || protocol is not (SimulatedProtocol.OpenAI or SimulatedProtocol.AzureOpenAI);
        Assert.Equal(isProtected, moved.Notes.Any(static note => note.Contains("easoning", StringComparison.Ordinal)));
        Assert.All(gateway.First.Requests, request => Assert.DoesNotContain("b3BhcXVl", Text(request), StringComparison.Ordinal));
        ScriptedCall last = wrapped.Calls[^1];
        List<TextReasoningContent> given =
            [.. last.Messages.SelectMany(static message => message.Contents).OfType<TextReasoningContent>()
                .Where(static content => content.ProtectedData is not null)];
        if (wrappedBegins)
        {
            Assert.Equal("b3BhcXVl", Assert.Single(given).ProtectedData);
            Assert.Equal("I look twice.", given[0].Text);
            Assert.DoesNotContain(returned.Notes, static note => note.StartsWith("wrapped", StringComparison.Ordinal));
        }
        else
        {
            Assert.Empty(given);
            Assert.Contains(returned.Notes, static note => note.Contains("easoning", StringComparison.Ordinal));
            AssertOwnSignature(protocol, gateway.First.Requests[^1], 1);
        }

        Assert.All(last.Messages, static message => Assert.True(message.AdditionalProperties is null
            || message.AdditionalProperties.Keys.All(static key => !key.StartsWith("modelgateway.", StringComparison.Ordinal))));
    }

    public static MatrixTheoryData<SimulatedProtocol, bool, bool> Wrapped { get; } =
        new(GatewayOverHttp.Protocols, [false, true], [false, true]);

    private static ChatResponse Told() => new(new ChatMessage(ChatRole.Assistant,
        [new TextReasoningContent("I think twice.") { ProtectedData = "b3BhcXVl" }, new TextContent("Warm.")])
    { MessageId = "w1" })
    {
        FinishReason = ChatFinishReason.Stop,
        ResponseId = "w1",
        Usage = new() { InputTokenCount = 10, OutputTokenCount = 10, TotalTokenCount = 20 },
    };

    private static ChatResponse Asking() => new(new ChatMessage(ChatRole.Assistant,
    [
        new TextReasoningContent("I look twice.") { ProtectedData = "b3BhcXVl" },
        new FunctionCallContent("wrapped.call/1", "weather", new Dictionary<string, object?> { ["city"] = "Köln" }),
        new FunctionCallContent("wrapped.call/2", "time", new Dictionary<string, object?>()),
    ])
    { MessageId = "w1" })
    {
        FinishReason = ChatFinishReason.ToolCalls,
        ResponseId = "w1",
        Usage = new() { InputTokenCount = 10, OutputTokenCount = 10, TotalTokenCount = 20 },
    };

    private static void Answer(IList<ChatMessage> history, ChatResponse asked)
    {
        FunctionCallContent[] calls = [.. asked.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>()];
        Assert.Equal(["weather", "time"], calls.Select(static call => call.Name));
        history.AddMessages(asked);
        history.Add(new(ChatRole.Tool, [.. calls.Select(static call => new FunctionResultContent(call.CallId, $"the {call.Name}"))]));
    }

    private static Task<(ChatResponse Response, GatewayReceipt Receipt)> AskAsync(
        GatewayOverHttp gateway, int deployment, IList<ChatMessage> history, bool stream) =>
        AskAsync(gateway, gateway.Deployments[deployment], history, stream);

    private static async Task<(ChatResponse Response, GatewayReceipt Receipt)> AskAsync(
        GatewayOverHttp gateway, string deployment, IList<ChatMessage> history, bool stream)
    {
        ChatOptions options = new() { ModelId = deployment };
        ChatResponse response = stream
            ? await gateway.Client.GetStreamingResponseAsync(history, options).ToChatResponseAsync().Bounded()
            : await gateway.Client.GetResponseAsync(history, options).Bounded();
        return (response, response.GetReceipt()!);
    }

    private static void AssertSignatures(
        SimulatedProtocol from, SimulatedProtocol to, IReadOnlyList<RecordedRequest> toFirst, IReadOnlyList<RecordedRequest> toSecond,
            GatewayReceipt[] receipts)
    {
        if (from != to)
        {
            Assert.Contains(receipts[0].Notes, static note => note.Contains("easoning", StringComparison.Ordinal));
            Assert.Contains(receipts[1].Notes, static note => note.Contains("easoning", StringComparison.Ordinal));
            Assert.Contains(receipts[2].Notes, static note => note.Contains("easoning", StringComparison.Ordinal));
            Assert.All(Signatures(toSecond), signature => Assert.DoesNotContain(signature, Minted(from)));
            Assert.All(Signatures(toFirst), signature => Assert.DoesNotContain(signature, Minted(to)));
        }

        AssertOwnReasoning(from, to, toFirst, toSecond);
        AssertOwnSignature(from, toFirst[1], 1);
        AssertOwnSignature(from, toFirst[2], 2);
        AssertOwnSignature(to, toSecond[1], from == to ? 3 : 1);
    }

    private static void AssertOwnSignature(SimulatedProtocol protocol, RecordedRequest request, int count)
    {
        if (protocol == SimulatedProtocol.DeepSeek)
        {
            // Unsigned reasoning that the simulator requires in the history.
            Assert.Contains(Walk(request.Body), static found => found is { Name: "reasoning_content", Text.Length: > 0 });
        }
        else if (Signs(protocol))
        {
            string[] sent = [.. Signatures([request])];
            Assert.All(Minted(protocol).Take(count), own => Assert.Contains(own, sent));
        }
    }

    private static bool Signs(SimulatedProtocol protocol) =>
        protocol is SimulatedProtocol.Anthropic or SimulatedProtocol.Gemini or SimulatedProtocol.OpenAIResponses
            or SimulatedProtocol.Bedrock;

    /// <summary>Reasoning without a signature goes back to its own protocol as well, and to no other.</summary>
    private static void AssertOwnReasoning(
        SimulatedProtocol from, SimulatedProtocol to, IReadOnlyList<RecordedRequest> toFirst, IReadOnlyList<RecordedRequest> toSecond)
    {
        if (from is SimulatedProtocol.Mistral or SimulatedProtocol.Cohere)
        {
            Assert.Contains("First I look at the weather", Text(toFirst[1]), StringComparison.Ordinal);
            Assert.Contains("First I look at the weather", Text(toFirst[2]), StringComparison.Ordinal);
            Assert.Contains("Both are known now.", Text(toFirst[2]), StringComparison.Ordinal);
        }

        if (from != to)
        {
            Assert.DoesNotContain("First I look at the weather", Text(toSecond[0]), StringComparison.Ordinal);
            Assert.DoesNotContain("I look at the weather again.", Text(toFirst[2]), StringComparison.Ordinal);
        }
    }

    // A simulator computes its signatures from the name of its service and the number of the answer.
    private static IEnumerable<string> Minted(SimulatedProtocol protocol)
    {
        string issuer = protocol + "Service";
        for (int number = 1; number <= 3; number++)
        {
            yield return Convert.ToBase64String(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{issuer}:{number}")));
        }
    }

    private static IEnumerable<string> Signatures(IEnumerable<RecordedRequest> requests) =>
        requests.SelectMany(static request => Walk(request.Body)).Where(
            static found => found.Name is "signature" or "thoughtSignature" or "encrypted_content").Select(static found => found.Text);

    private static void AssertSameIds(RecordedRequest earlier, RecordedRequest later)
    {
        string[] ids = Ids(earlier);
        Assert.Equal(ids, Ids(later).Take(ids.Length));
    }

    private static string[] Ids(RecordedRequest request) =>
        [.. Walk(request.Body).Where(static found => found.Name is "id" or "call_id" or "tool_call_id" or "tool_use_id" or "toolUseId")
            .Select(static found => found.Text)];

    private static IEnumerable<(string Name, string Text)> Walk(JsonElement element, string name = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static property => Walk(property.Value, property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Walk(item, name)),
        JsonValueKind.String => [(name, element.GetString()!)],
        _ => [],
    };

    private static string Text(RecordedRequest request) => System.Text.Encoding.UTF8.GetString(request.RawBody.Span);
}
