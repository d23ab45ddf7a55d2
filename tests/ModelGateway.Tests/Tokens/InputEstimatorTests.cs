using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

public sealed class InputEstimatorTests
{
    private static readonly string[] Families =
        [.. typeof(TokenizerFamilies).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string?> AllFamilies => new([.. Families, "unheard-of", null]);

    [Fact]
    public void EveryFamily_HasWeightsOfItsOwn() => Assert.All(Families, family => Assert.NotSame(TokenWeightTable.Unknown, TokenWeights.For(family.ToUpperInvariant())));

    [Theory, MemberData(nameof(AllFamilies))]
    public void TheBounds_AreInOrder(string? family)
    {
        foreach (string text in LanguageTexts.All.Values.Concat(CodeTexts.All.Values).Append(""))
        {
            ChatOptions options = new() { Instructions = text, Tools = [Tool()], ResponseFormat = ChatResponseFormat.ForJsonSchema(Tool().JsonSchema) };
            TokenEstimate estimate = TokenEstimator.EstimateInput([new(ChatRole.User, text), new(ChatRole.User, [new DataContent(new byte[90], "image/png")])], options, family);
            Assert.True(0 <= estimate.Low && estimate.Low <= estimate.Expected && estimate.Expected <= estimate.High, $"{estimate}");
        }
    }

    [Fact]
    public void TheInputIsReadOnce_HoweverManyFamiliesAsk()
    {
        Counted messages = new([new ChatMessage(ChatRole.User, "hello")]);
        InputEstimator input = new(messages, null, TokenCounters.None);
        Assert.Equal(0, messages.Reads);

        TokenEstimate[] estimates = [.. Families.Select(input.Estimate), .. Families.Select(input.Estimate)];

        Assert.Equal(1, messages.Reads);
        Assert.Equal(estimates[..Families.Length], estimates[Families.Length..]);
    }

    [Fact]
    public void WhatCannotBeRead_FailsNoRequest()
    {
        TokenEstimate plain = Estimate([new TextContent("hello")]);

        TokenEstimate broken = Estimate([new TextContent("hello"), new FunctionResultContent("c", new Throwing())]);

        Assert.True(broken.High > plain.High && broken.Low == plain.Low);
    }

    [Fact]
    public void MoreInput_IsNeverFewerTokens()
    {
        List<AIContent> contents = [];
        TokenEstimate before = Estimate(contents);
        foreach (AIContent content in (AIContent[])
            [
                new TextContent("The quick brown fox."), new TextReasoningContent("I think."), new FunctionCallContent("c", "look_up", new Dictionary<string, object?> { ["city"] = "Paris" }),
                new FunctionResultContent("c", JsonElement.Parse("""{"degrees":21}""")),
                new FunctionResultContent("c", new TextContent("It is twenty-one degrees warm.")), new FunctionResultContent("c", new List<AIContent> { new TextContent("So it is."), new DataContent(Png(64, 64), "image/png") }),
                new DataContent(Png(64, 64), "image/png"), new DataContent(new byte[9_000], "audio/wav"),
                new DataContent(new byte[9_000], "application/pdf"), new DataContent("some text"u8.ToArray(), "text/plain"), new UriContent("https://a.example/b.png", "image/png"), new HostedFileContent("f"),
            ])
        {
            contents.Add(content);
            TokenEstimate now = Estimate(contents);
            bool mayBeLeftOut = content is TextReasoningContent;
            Assert.True((mayBeLeftOut || now.Expected > before.Expected) && now.High > before.High && now.Low >= before.Low, $"{content}: {before}, {now}");
            before = now;
        }
    }

    [Fact]
    public void ToolsThatAreNotToBeCalled_MayBeLeftOut()
    {
        ChatMessage[] messages = [new(ChatRole.User, "hello")];
        TokenEstimate without = TokenEstimator.EstimateInput(messages, null, TokenizerFamilies.Claude);

        TokenEstimate called = TokenEstimator.EstimateInput(messages, new() { Tools = [Tool()] }, TokenizerFamilies.Claude);
        TokenEstimate idle = TokenEstimator.EstimateInput(messages, new() { Tools = [Tool()], ToolMode = ChatToolMode.None }, TokenizerFamilies.Claude);

        Assert.Equal((without.Low, called.Expected, called.High), (idle.Low, idle.Expected, idle.High));
        Assert.True(called.Low > without.Low + 100);
    }

    [Theory]
    [InlineData(TokenizerFamilies.O200K, 1024, 1024, 765)]
    [InlineData(TokenizerFamilies.O200K, 512, 512, 255)]
    [InlineData(TokenizerFamilies.O200K, 2048, 4096, 1105)]
    [InlineData(TokenizerFamilies.Claude, 1000, 1000, 1334)]
    [InlineData(TokenizerFamilies.Claude, 200, 200, 54)]
    [InlineData(TokenizerFamilies.Gemini, 384, 200, 258)]
    [InlineData(TokenizerFamilies.Gemini, 1500, 700, 516)]
    [InlineData(TokenizerFamilies.Qwen, 280, 280, 100)]
    public void Images_CountByTheirSize(string family, int width, int height, int tokens)
    {
        long text = Estimate([], family).Expected;
        Assert.Equal(tokens, Estimate([new DataContent(Png(width, height), "image/png")], family).Expected - text);
        Assert.Equal(tokens, Estimate([new DataContent(Jpeg(width, height), "image/jpeg")], family).Expected - text);
        Assert.Equal(tokens, Estimate([new DataContent(Gif(width, height), "image/gif")], family).Expected - text);
    }

    [Fact]
    public void ImagesOfEveryKind_TellTheirSize()
    {
        byte[] lossless = [.. "RIFF\0\0\0\0WEBPVP8L\0\0\0\0/"u8, 0x1F, 0xC3, 0x31, 0, .. new byte[8]];
        byte[] extended = [.. "RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0"u8, 0x1F, 3, 0, 0x57, 2, 0, .. new byte[8]];
        byte[] lossy = [.. "RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a"u8[..23], 0x9D, 1, 0x2A, 0x20, 3, 0x58, 2, .. new byte[8]];
        Assert.Equal(new ImageSize(800, 600), ImageSize.Read(extended));
        Assert.Equal(new ImageSize(800, 600), ImageSize.Read(lossy));
        Assert.Equal(new ImageSize(800, 200), ImageSize.Read(lossless));
        Assert.All(Enumerable.Range(0, 40), length => Assert.False(ImageSize.Read(new byte[length]).IsKnown));
        Assert.All(Enumerable.Range(0, 24), length => Assert.False(ImageSize.Read(Png(9, 9).AsSpan(0, length)).IsKnown));
        Assert.All(Enumerable.Range(0, 18), length => Assert.False(ImageSize.Read(Jpeg(9, 9).AsSpan(0, length)).IsKnown));
    }

    private static TokenEstimate Estimate(IList<AIContent> contents, string? family = null) => TokenEstimator.EstimateInput([new ChatMessage(ChatRole.User, contents)], null, family);

    private static AIFunction Tool() => AIFunctionFactory.Create((string city, int days) => city, "weather", "Tells the weather of a city.");

    private static byte[] Png(int width, int height)
    {
        byte[] image = [0x89, .. "PNG\r\n\x1a\n\0\0\0\rIHDR"u8, .. new byte[17]];
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), height);
        return image;
    }

    private static byte[] Jpeg(int width, int height) =>
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 0, 0, 0, 0];

    private static byte[] Gif(int width, int height) => [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0];

    private sealed class Throwing
    {
        public override string ToString() => throw new InvalidOperationException("no");
    }

    private sealed class Counted(List<ChatMessage> messages) : System.Collections.ObjectModel.ReadOnlyCollection<ChatMessage>(messages), IReadOnlyList<ChatMessage>
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
