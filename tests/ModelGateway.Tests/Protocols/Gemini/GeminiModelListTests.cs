using System.Text;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Gemini;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiModelListTests
{
    private static readonly IModelListProtocol Adapter = ((IProtocol)GeminiProtocol.Instance).ModelList!;

    [Fact]
    public void Pages_AreReadOneAfterTheOther()
    {
        List<DiscoveredModel> models = [];
        Assert.Equal("models?pageSize=1000", Adapter.GetPath(null));
        string? token = Adapter.Read("""
            {"models":[{"name":"models/gemini-2.5-flash","displayName":"Gemini 2.5 Flash","inputTokenLimit":1048576,"outputTokenLimit":65536,"supportedGenerationMethods":["generateContent"]},
             {"name":"tunedModels/mine"}],"nextPageToken":"a/b="}
            """u8, models);
        Assert.Equal("models?pageSize=1000&pageToken=a%2Fb%3D", Adapter.GetPath(token));
        Assert.Null(Adapter.Read("{}"u8, models));
        Assert.Equal(
            [
                new DiscoveredModel { Id = "gemini-2.5-flash", DisplayName = "Gemini 2.5 Flash", ContextWindow = 1048576,
                    MaxOutputTokens = 65536 },
                new DiscoveredModel { Id = "tunedModels/mine" },
            ],
            models);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"models":3}""")]
    [InlineData("""{"models":[{}]}""")]
    public void Answers_ThatBreakTheProtocolAreMalformed(string body) => Assert.Equal(
        FailureKind.Malformed, Assert.Throws<ProviderException>(() => Adapter.Read(Encoding.UTF8.GetBytes(body), [])).Kind);
}
