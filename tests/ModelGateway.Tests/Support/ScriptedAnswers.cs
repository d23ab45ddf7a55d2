using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Support;

/// <summary>Answers with a known usage, for tests that count tokens or money.</summary>
internal static class ScriptedAnswers
{
    /// <summary>
    /// A client that answers every call with <c>hello</c> at 10 tokens of input and 5 of output, in a stream as <c>hel</c> and <c>lo</c>.
    /// </summary>
    public static ScriptedChatClient Hello() => new ScriptedChatClient { ChunkLength = 3 }.Reply(_ => Answer("hello")).RepeatLast();

    /// <summary>A client that fails every call.</summary>
    public static ScriptedChatClient Down(Exception? exception = null) =>
        new ScriptedChatClient().Fail(exception ?? new HttpRequestException("down")).RepeatLast();

    public static ChatResponse Answer(string text, long input = 10, long output = 5) =>
        new(new ChatMessage(ChatRole.Assistant, text) { MessageId = "m1" })
        {
            FinishReason = ChatFinishReason.Stop,
            ModelId = "scripted-model",
            ResponseId = "r1",
            Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output },
        };
}
