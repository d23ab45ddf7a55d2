using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures.Secrets;
using ModelGateway.Providers.Secrets;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Secrets;

public sealed class AnswerMaskTests
{
    private const string Key = "internal-llm-key-4711";

    [Theory]
    [InlineData("internal-llm-7b", "internal-llm-7b-instruct", "internal-llm-7b-instruct")]
    [InlineData("m", "internal-llm-7b-instruct", "[key]7b-instruct")]
    [InlineData("internal-llm-7b", Key, "[key]")]
    [InlineData(null, Key, "[key]")]
    public void ModelsName_KeepsWhatTheRequestNamedToo(string? asked, string answered, string shown)
    {
        ChatResponse response = new() { ModelId = answered, ResponseId = Key };

        new AnswerMask(new SecretMask([Key]), asked).Apply(response);

        Assert.Equal(shown, response.ModelId);
        Assert.Equal("[key]", response.ResponseId);
    }

    [Fact]
    public void PropertiesOfTheService_AreMasked_AndContentsAreNot()
    {
        JsonElement json = JsonElement.Parse($$"""[{"id":"{{Key}}","safe":true}]""");
        ChatResponse response = new()
        {
            AdditionalProperties = new() { ["prompt_filter_results"] = json, ["citations"] = json, ["provider"] = Key },
        };

        new AnswerMask(new SecretMask([Key]), model: null).Apply(response);

        Assert.Equal("""[{"id":"[key]","safe":true}]""", response.AdditionalProperties["prompt_filter_results"]!.ToString());
        Assert.Contains(Key, response.AdditionalProperties["citations"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("[key]", response.AdditionalProperties["provider"]);
    }

    [Fact]
    public async Task ModelsName_IsThatOfTheAnswer_WhereAKeyBeginsAlike()
    {
        using StubHandler http = new(static (_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.OK, """
            {"id":"c1","object":"chat.completion","created":1,"model":"internal-llm-7b-instruct","choices":[{"index":0,
            "finish_reason":"stop","message":{"role":"assistant","content":"hello"}}],"usage":{"prompt_tokens":10,"completion_tokens":5}}
            """)));
        using TypedGateway gateway = new("OpenAICompatible", http, static provider =>
        {
            provider.Keys[0] = Key;
            provider.Headers["x-team"] = "internal-llm";
        });

        Assert.Null(await gateway.AskAsync(new ChatOptions { ModelId = "p/internal-llm-7b" }));

        Assert.Equal("internal-llm-7b-instruct", gateway.Answer!.ModelId);
        Assert.Equal("internal-llm-7b-instruct", gateway.Receipts.All[0].Attempts[0].ResponseModel);
    }
}
