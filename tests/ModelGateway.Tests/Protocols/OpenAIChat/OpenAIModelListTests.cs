using System.Text;
using System.Text.Json;
using ModelGateway.Protocols;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>Lists of models, each with the limits that its service tells.</summary>
public sealed class OpenAIModelListTests
{
    [Theory]
    [InlineData("""{"id":"m","created":1700000000,"owned_by":"o"}""", null, null)]
    [InlineData("""{"id":"m","name":"M","context_length":1000,"top_provider":{"context_length":900,"max_completion_tokens":100}}""", 900, 100)]
    [InlineData("""{"id":"m","context_window":1000,"max_completion_tokens":100}""", 1000, 100)]
    [InlineData("""{"id":"m","max_model_len":1000}""", 1000, null)]
    [InlineData("""{"id":"m","meta":{"n_ctx_train":4000,"n_ctx":1000,"n_params":1}}""", 1000, null)]
    [InlineData("""{"id":"m","max_context_length":4000,"loaded_context_length":1000}""", 1000, null)]
    [InlineData("""{"id":"m","context_length":null,"top_provider":null,"max_completion_tokens":"many","created":"2026-01-01","meta":[]}""", null, null)]
    [InlineData("""{"id":"m","capabilities":{"limits":{"max_context_window_tokens":1000,"max_output_tokens":100},"type":"chat"}}""", 1000, 100)]
    [InlineData("""{"id":"m","model_spec":{"name":"M","availableContextTokens":1000,"maxCompletionTokens":100}}""", 1000, 100)]
    public void Limits_AreFound(string model, int? window, int? output)
    {
        DiscoveredModel read = Assert.Single(Read($$"""{"object":"list","data":[{{model}}]}"""));
        Assert.Equal("m", read.Id);
        Assert.Equal((window, output), (read.ContextWindow, read.MaxOutputTokens));
        Assert.Equal(model.Contains("\"M\"", StringComparison.Ordinal) ? "M" : null, read.DisplayName);
        if (model.Contains("owned_by", StringComparison.Ordinal))
        {
            Assert.Equal(("o", 1_700_000_000), (read.Owner, read.CreatedAt!.Value.ToUnixTimeSeconds()));
        }
    }

    [Fact]
    public void ListWithoutEnvelope_IsRead() =>
        Assert.Equal(["a", "b"], Read("""[{"id":"a","organization":"x","context_length":7},{"id":""},{"id":"b"}]""").Select(static model => model.Id));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"data":7}""")]
    [InlineData("""{"data":[{"id":"a"}""")]
    [InlineData("<html>")]
    public void ListThatIsNone_IsMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(body)).Kind);

    [Fact]
    public void Perplexity_ListsNone() => Assert.Null(Dialects.Adapter("Perplexity").ModelList);

    [Theory]
    [InlineData("openai", 0, 0)]
    [InlineData("deepseek", 0, 0)]
    [InlineData("groq", 1, 1)]
    [InlineData("openrouter", 1, 0.5)]
    [InlineData("venice", 0.5, 0.5)]
    [InlineData("copilot", 0.5, 0.5)]
    [InlineData("llamacpp", 1, 0)]
    public void RecordedLists_AreReadWhole(string provider, double withWindow, double withOutput)
    {
        JsonElement line = SharedData.Exchanges(provider).Single(static line =>
            line.GetProperty("path").GetString()!.EndsWith("/models", StringComparison.Ordinal)
                && line.GetProperty("status").GetInt32() == 200);
        string body = line.GetProperty("response").GetString()!;
        DiscoveredModel[] models = Read(body);
        Assert.Equal(JsonElement.Parse(body).GetProperty("data").EnumerateArray()
            .Select(static model => model.GetProperty("id").GetString()), models.Select(static model => model.Id));
        Assert.InRange(models.Count(static model => model.ContextWindow is not null), withWindow * models.Length, withWindow == 0 ? 0
            : models.Length);
        Assert.InRange(models.Count(static model => model.MaxOutputTokens is not null), withOutput * models.Length, withOutput == 0 ? 0
            : models.Length);
    }

    private static DiscoveredModel[] Read(string body)
    {
        IModelListProtocol list = Dialects.Adapter("OpenAI").ModelList!;
        Assert.Equal("models", list.GetPath(null));
        List<DiscoveredModel> models = [];
        Assert.Null(list.Read(Encoding.UTF8.GetBytes(body), models));
        return [.. models];
    }
}
