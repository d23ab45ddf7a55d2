using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.ML.Tokenizers;
using ModelGateway.Testing;
using ModelGateway.Tests.Support;
using ModelGateway.Tokenizers;

namespace ModelGateway.Tests.Tokens;

/// <summary>Exact counters where they are registered, at $1 a token.</summary>
public sealed class TokenCounterTests
{
    private const int Around = 72 + 6;

    [Fact]
    public async Task AHold_IsForWhatTheCounterCounts()
    {
        Counter counter = new(TokenizerFamilies.O200K, _ => 1_000);

        Assert.Equal(1_000 + Around + 50, await HoldAsync(g => g.AddTokenCounter(counter)));
        Assert.Equal(1_000 + Around + 50, await HoldAsync(g => g.Services.AddSingleton<ITokenCounter>(counter)));
        Assert.Equal(2 + Around + 50, await HoldAsync(g => g.AddTokenCounter(new Counter("another", _ => 1_000))));
        Assert.Equal(7 + Around + 50, await HoldAsync(g => g.AddTokenCounter(counter).AddTokenCounter(new Counter("O200K", _ => 7))));
        Assert.Equal(4 + Around + 50, await HoldAsync(g => g.AddTokenCounter<Fours>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ACounterThatFails_FailsNoRequest(bool throws)
    {
        using CapturedLog log = new();
        Counter counter = new(TokenizerFamilies.O200K, _ => throws ? throw new InvalidOperationException("broken counter") : -1);

        decimal held = await HoldAsync(g => g.AddTokenCounter(counter).Services.AddLogging(logging => logging.AddProvider(log)));

        Assert.Equal(2 + Around + 50, held);
        Assert.Contains(log.Lines, line => line.Contains("The token counter of the family 'o200k' threw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NobodyCounts_WhatNobodyAsksFor()
    {
        Counter counter = new(TokenizerFamilies.O200K, _ => 1);
        using IChatClient gateway = Create(ScriptedAnswers.Hello(), g => g.AddTokenCounter(counter));
        await gateway.GetResponseAsync("hi");
        Assert.Equal(0, counter.Calls);
    }

    [Fact]
    public void OpenAIsTokenizers_CountAsTheyDo()
    {
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("inner", ScriptedAnswers.Hello()).AddTokenizers());
        using ServiceProvider provider = services.BuildServiceProvider();
        ITokenCounter[] counters = [.. provider.GetKeyedServices<ITokenCounter>("")];

        Assert.Equal([TokenizerFamilies.O200K, TokenizerFamilies.Cl100K], counters.Select(counter => counter.Family));
        foreach ((ITokenCounter counter, string encoding) in counters.Zip(["o200k_base", "cl100k_base"]))
        {
            TiktokenTokenizer tokenizer = TiktokenTokenizer.CreateForEncoding(encoding);
            Assert.All(LanguageTexts.All.Values.Concat(CodeTexts.All.Values), text => Assert.Equal(tokenizer.CountTokens(text), counter.CountTokens(text)));
        }
    }

    [Fact]
    public void ATokenizerJson_IsRead()
    {
        const string Json =
            """
            { "model": { "type": "BPE", "vocab": { "h": 0, "i": 1, "hi": 2, "Ġ": 3, "Ġhi": 4, "1": 5, "2": 6, "Ã": 7, "©": 8 }, "merges": [["h", "i"], "Ġ hi"] },
              "added_tokens": [{ "id": 9, "content": "<end>" }],
              "pre_tokenizer": { "type": "Sequence", "pretokenizers": [{ "type": "Digits", "individual_digits": true }, { "type": "ByteLevel", "use_regex": true }] } }
            """;
        using TemporaryFile file = new(Json, ".json");
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("inner", ScriptedAnswers.Hello()).AddTokenizer("mine", file.Path));
        using ServiceProvider provider = services.BuildServiceProvider();
        ITokenCounter counter = Assert.Single(provider.GetKeyedServices<ITokenCounter>(""));

        Assert.Equal("mine", counter.Family);
        Assert.Equal([1, 2, 4, 2], ((string[])["hi", "hi hi", "hi12 hi", "é"]).Select(text => counter.CountTokens(text)));
    }

    [Theory]
    [InlineData("""{ "model": { "type": "Unigram" } }""", ".json", typeof(NotSupportedException), "Unigram")]
    [InlineData("""{ "model": { "type": "BPE", "vocab": {}, "merges": [] }, "pre_tokenizer": { "type": "Metaspace" } }""", ".json", typeof(NotSupportedException), "Metaspace")]
    [InlineData("{", ".json", typeof(InvalidDataException), "is no tokenizer")]
    [InlineData("""{ "vocab": 1 }""", ".json", typeof(InvalidDataException), "is no tokenizer")]
    [InlineData("not a model", ".model", typeof(InvalidDataException), "is no tokenizer")]
    [InlineData("x", ".txt", typeof(NotSupportedException), "can be read")]
    public void WhatIsNoTokenizer_IsRefused(string content, string extension, Type exception, string words)
    {
        using TemporaryFile file = new(content, extension);
        Exception thrown = Assert.Throws(exception, () => TokenizerFile.Read(file.Path));
        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
    }

    private static async Task<decimal> HoldAsync(Action<IModelGatewayBuilder> configure)
    {
        using IChatClient gateway = Create(ScriptedAnswers.Hello(), g => configure(g.AddBudget("*", 10_000)));
        return (await gateway.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 50 })).GetReceipt()!.Attempts[0].HeldUsd;
    }

    private static IChatClient Create(ScriptedChatClient inner, Action<IModelGatewayBuilder> configure) => GatewayChatClient.Create(g =>
    {
        g.AddDeployment("inner", inner, configure: o => o.Model = new ModelInfo
        {
            Id = "inner",
            Pricing = ModelPricing.PerMillion(1_000_000, 1_000_000),
            Tokenizer = TokenizerFamilies.O200K,
        });
        configure(g);
    });

    private sealed class Counter(string family, Func<string, int> count) : ITokenCounter
    {
        public string Family => family;

        public int Calls { get; private set; }

        public int CountTokens(ReadOnlySpan<char> text)
        {
            Calls++;
            return count(text.ToString());
        }
    }

    private sealed class Fours : ITokenCounter
    {
        public string Family => TokenizerFamilies.O200K;

        public int CountTokens(ReadOnlySpan<char> text) => 4;
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string content, string extension)
        {
            Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + extension);
            File.WriteAllText(Path, content);
        }

        public string Path { get; }

        public void Dispose() => File.Delete(Path);
    }
}
