using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// Strings that break programs go to every provider and come back unchanged: as text, as arguments of a call, as its result.
/// </summary>
public sealed class NaughtyStringTests
{
    private static readonly Lazy<string[]> Strings = new(static () =>
        JsonSerializer.Deserialize<string[]>(File.ReadAllText(SharedData.Require("hostile-input/naughty-strings.json")))!);

    public static MatrixTheoryData<SimulatedProtocol, bool> Ways { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    /// <summary>The simulators say back what they were told: it has gone through the request's writer and the answer's reader.</summary>
    [Theory, MemberData(nameof(Ways))]
    public async Task Text_SurvivesEveryProtocol(SimulatedProtocol protocol, bool stream)
    {
        Assert.Equal(515, Strings.Value.Length);
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        foreach (string naughty in Strings.Value.Where(static text => !string.IsNullOrWhiteSpace(text)))
        {
            GatewayAnswer answer = await gateway.AskAsync(stream, naughty);
            Assert.Null(answer.Exception);
            Assert.Equal(naughty, answer.Text);
        }
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Text_SurvivesAsArgumentsAndResults(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        Dictionary<string, string> named =
            Strings.Value.Select((text, index) => (text, index)).ToDictionary(pair => $"s{pair.index}", pair => pair.text);
        gateway.First.Reply(new SimulatedReply { ToolCalls = [new("keep", JsonSerializer.Serialize(named)) { Id = "call_keep" }] },
            new SimulatedReply { Text = "Kept." });
        List<ChatMessage> history = [new(ChatRole.User, "Keep these.")];

        ChatResponse asked = await AskAsync(gateway, history, stream);
        FunctionCallContent call = Assert.Single(asked.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Equal(named, call.Arguments!.ToDictionary(argument => argument.Key, argument => argument.Value!.ToString()!));
        history.AddMessages(asked);
        string result = string.Join('\u0001', Strings.Value);
        history.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
        Assert.Equal("Kept.", (await AskAsync(gateway, history, stream)).Text);

        HashSet<string> sent = [.. Texts(gateway.First.Requests[^1].Body)];
        Assert.Contains(result, sent);
        Assert.All(Strings.Value, text => Assert.Contains(text, sent));
    }

    private static Task<ChatResponse> AskAsync(GatewayOverHttp gateway, List<ChatMessage> history, bool stream) =>
        stream ? gateway.Client.GetStreamingResponseAsync(history).ToChatResponseAsync().Bounded()
            : gateway.Client.GetResponseAsync(history).Bounded();

    // Every string of the body, and those within strings that are JSON themselves, as OpenAI's arguments are.
    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String when element.GetString() is ['{', '"', 's', ..] json => Texts(JsonElement.Parse(json)).Append(json),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
