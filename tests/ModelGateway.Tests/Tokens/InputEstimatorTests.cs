using System.Collections.ObjectModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

public sealed class InputEstimatorTests
{
    private static readonly string[] Families =
        [.. typeof(TokenizerFamilies).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string?> AllFamilies => new([.. Families, "unheard-of", null]);

    [Theory, MemberData(nameof(AllFamilies))]
    public void Estimate_HasBoundsInOrder(string? family)
    {
        foreach (string text in LanguageTexts.All.Values.Concat(CodeTexts.All.Values).Append(""))
        {
            ChatOptions options =
                new() { Instructions = text, Tools = [Tool()], ResponseFormat = ChatResponseFormat.ForJsonSchema(Tool().JsonSchema) };
            ChatMessage[] messages = [new(ChatRole.User, text), new(ChatRole.User, [new DataContent(new byte[90], "image/png")])];
            TokenEstimate estimate = TokenEstimator.EstimateInput(messages, options, family);
            Assert.True(0 <= estimate.Low && estimate.Low <= estimate.Expected && estimate.Expected <= estimate.High, $"{estimate}");
        }
    }

    [Fact]
    public void Estimate_ReadsTheInputOnceForAllFamilies()
    {
        Counted messages = new([new ChatMessage(ChatRole.User, "hello")]);
        InputEstimator input = new(messages, null, TokenCounters.None);
        Assert.Equal(0, messages.Reads);

        TokenEstimate[] estimates = [.. Families.Select(input.Estimate), .. Families.Select(input.Estimate)];

        Assert.Equal(1, messages.Reads);
        Assert.Equal(estimates[..Families.Length], estimates[Families.Length..]);
    }

    [Fact]
    public void Estimate_CountsUnreadableContentAsAFile()
    {
        TokenEstimate plain = Estimate([new TextContent("hello")]);

        TokenEstimate broken = Estimate([new TextContent("hello"), new FunctionResultContent("c", new Throwing())]);

        Assert.True(broken.High > plain.High && broken.Low == plain.Low);
    }

    /// <summary>What a tool returns is measured as it is written, not as the name of its type.</summary>
    [Fact]
    public void Estimate_MeasuresObjectsAsTheyAreWritten()
    {
        string[] words = [.. Enumerable.Repeat("sun and rain", 200)];
        JsonElement written = JsonSerializer.SerializeToElement(words);
        TokenEstimate expected = Estimate([new FunctionResultContent("c", written)]);
        Assert.True(expected.Low > 300);
        object[] values = [words, words.ToList(), System.Text.Json.Nodes.JsonNode.Parse(written.GetRawText())!];

        Assert.All(values, value =>
        {
            Assert.Equal(expected, Estimate([new FunctionResultContent("c", value)]));
            Assert.True(Estimate([new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["a"] = value })]).Low > 300);
        });
    }

    [Fact]
    public void Estimate_GrowsWithTheInput()
    {
        List<AIContent> contents = [];
        TokenEstimate before = Estimate(contents);
        foreach (AIContent content in (AIContent[])
            [
                new TextContent("The quick brown fox."),
                new TextReasoningContent("I think."),
                new FunctionCallContent("c", "look_up", new Dictionary<string, object?> { ["city"] = "Paris" }),
                new FunctionResultContent("c", JsonElement.Parse("""{"degrees":21}""")),
                new FunctionResultContent("c", new TextContent("It is twenty-one degrees warm.")),
                new FunctionResultContent(
                    "c", new List<AIContent> { new TextContent("So it is."), new DataContent(SampleImages.Png(64, 64), "image/png") }),
                new DataContent(SampleImages.Png(64, 64), "image/png"),
                new DataContent(new byte[9_000], "audio/wav"),
                new DataContent(new byte[9_000], "application/pdf"),
                new DataContent("some text"u8.ToArray(), "text/plain"),
                new UriContent("https://a.example/b.png", "image/png"),
                new HostedFileContent("f"),
            ])
        {
            contents.Add(content);
            TokenEstimate now = Estimate(contents);
            bool mayBeLeftOut = content is TextReasoningContent;
            bool isMore = (mayBeLeftOut || now.Expected > before.Expected) && now.High > before.High && now.Low >= before.Low;
            Assert.True(isMore, $"{content}: {before}, {now}");
            before = now;
        }
    }

    [Fact]
    public void Estimate_LowersTheBoundsOfToolsThatMustNotBeCalled()
    {
        ChatMessage[] messages = [new(ChatRole.User, "hello")];
        TokenEstimate without = TokenEstimator.EstimateInput(messages, null, TokenizerFamilies.Claude);

        TokenEstimate called = TokenEstimator.EstimateInput(messages, new() { Tools = [Tool()] }, TokenizerFamilies.Claude);
        TokenEstimate idle =
            TokenEstimator.EstimateInput(messages, new() { Tools = [Tool()], ToolMode = ChatToolMode.None }, TokenizerFamilies.Claude);

        Assert.Equal((without.Low, called.Expected, called.High), (idle.Low, idle.Expected, idle.High));
        Assert.True(called.Low > without.Low + 100);
    }

    private static TokenEstimate Estimate(IList<AIContent> contents, string? family = null) =>
        TokenEstimator.EstimateInput([new ChatMessage(ChatRole.User, contents)], null, family);

    private static AIFunction Tool() =>
        AIFunctionFactory.Create((string city, int days) => city, "weather", "Tells the weather of a city.");

    private sealed class Throwing
    {
        public string Word => throw new InvalidOperationException($"{GetType().Name}: no");
    }

    private sealed class Counted(List<ChatMessage> messages) : ReadOnlyCollection<ChatMessage>(messages), IReadOnlyList<ChatMessage>
    {
        public int Reads { get; private set; }

        ChatMessage IReadOnlyList<ChatMessage>.this[int index]
        {
            get
            {
                Reads++;
                return this[index];
            }
        }
    }
}
