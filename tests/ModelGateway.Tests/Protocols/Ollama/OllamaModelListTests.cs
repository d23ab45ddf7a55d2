using System.Text;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Ollama;

namespace ModelGateway.Tests.Protocols.Ollama;

public sealed class OllamaModelListTests
{
    private static readonly IModelListProtocol Adapter = ((IProtocol)OllamaProtocol.Instance).ModelList!;

    [Fact]
    public void Models_AreReadWithWhatTellsThemApart()
    {
        Assert.Equal("api/tags", Adapter.GetPath(null));
        List<DiscoveredModel> models = [];
        Assert.Null(Adapter.Read("""
            {"models":[{"name":"qwen3:4b","model":"qwen3:4b","modified_at":"2026-06-19T16:26:52.429441648-07:00","details":{"parameter_size":"4.0B","quantization_level":"Q4_K_M"}},
             {"name":"old","details":null,"modified_at":"never"}]}
            """u8, models));
        Assert.Equal(
            [
                new DiscoveredModel { Id = "qwen3:4b", DisplayName = "qwen3:4b (4.0B, Q4_K_M)", CreatedAt = DateTimeOffset.Parse(
                    "2026-06-19T16:26:52.4294416-07:00", System.Globalization.CultureInfo.InvariantCulture) },
                new DiscoveredModel { Id = "old", DisplayName = "old" },
            ],
            models);
        Assert.Null(Adapter.Read("""{"models":null}"""u8, models));
        Assert.Equal(2, models.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"models":[{}]}""")]
    [InlineData("""{"models":[3]}""")]
    public void Answers_ThatBreakTheProtocolAreMalformed(string body) => Assert.Equal(
        FailureKind.Malformed, Assert.Throws<ProviderException>(() => Adapter.Read(Encoding.UTF8.GetBytes(body), [])).Kind);
}
