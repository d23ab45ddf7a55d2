using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Providers.OpenAICompatible;

/// <summary>Reasoning that a server left in the text, between tags.</summary>
public sealed class ThinkTagTests
{
    [Theory]
    [InlineData("<think>I look.</think>\n\nWarm.", "I look.", "Warm.")]
    [InlineData("\n<think>a < b </ think> c</think>d", "a < b </ think> c", "d")]
    [InlineData("<think></think>Warm.", "", "Warm.")]
    [InlineData("<think>cut off </thi", "cut off </thi", "")]
    [InlineData("<thinking is hard", "", "<thinking is hard")]
    [InlineData("<thi", "", "<thi")]
    [InlineData("It writes <think>x</think>.", "", "It writes <think>x</think>.")]
    [InlineData("\n\nWarm.", "", "\n\nWarm.")]
    [InlineData("<think>a</think>b<think>c</think>", "a", "b<think>c</think>")]
    public async Task Thoughts_ArePartedHoweverTheTextIsCut(string content, string thoughts, string text)
    {
        ChatResponse whole = Dialects.Read("VLLM", $$$"""{"choices":[{"index":0,"message":{"content":{{{JsonSerializer.Serialize(content)}}}},"finish_reason":"stop"}]}""");
        Assert.Equal((thoughts, text), Parts(whole));
        for (int size = 1; size <= content.Length; size++)
        {
            string stream = string.Concat(content.Chunk(size).Select(static piece =>
                $$$"""data: {"choices":[{"index":0,"delta":{"content":{{{JsonSerializer.Serialize(new string(piece))}}}},"finish_reason":null}]}""" + "\n\n"));
            stream += "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
            Assert.Equal((thoughts, text), Parts((await Dialects.StreamAsync("VLLM", stream)).ToChatResponse()));
        }
    }

    [Fact]
    public void Tags_AreTextWhereTheServicePartsThem() =>
        Assert.Equal(
            "<think>a</think>b",
            Dialects.Read("OpenAI", """{"choices":[{"index":0,"message":{"content":"<think>a</think>b"},"finish_reason":"stop"}]}""").Text);

    private static (string Thoughts, string Text) Parts(ChatResponse response) =>
        (string.Concat(response.Messages.SelectMany(static message => message.Contents).OfType<TextReasoningContent>()
            .Select(static part => part.Text)), response.Text);
}
