using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;
using ModelGateway.Tokenizers;

namespace ModelGateway.Tests.Tokens;

public sealed class BytePairFileTests
{
    [Fact]
    public void Read_ReadsAByteLevelBpe()
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
    public void Read_RejectsOtherFiles(string content, string extension, Type exception, string words)
    {
        using TemporaryFile file = new(content, extension);
        Exception thrown = Assert.Throws(exception, () => TokenizerFile.Read(file.Path));
        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
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
