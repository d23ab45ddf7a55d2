using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.OpenAICompatible;

/// <summary>How each service is given tools, and told which to call.</summary>
public sealed class DialectToolTests
{
    [Fact]
    public void Qwen_CannotBeToldAnyToolButTheOnlyOne()
    {
        ChatOptions options = new() { Tools = [Dialects.Weather], ToolMode = ChatToolMode.RequireAny };
        Dialects.AssertJson("""{"type":"function","function":{"name":"weather"}}""", Dialects.Write("Qwen", options).GetProperty("tool_choice"));

        options.Tools.Add(Dialects.Clock);
        ProviderException exception = Assert.Throws<ProviderException>(() => Dialects.Write("Qwen", options));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
        Assert.Contains("ChatToolMode.RequireSpecific", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LlamaServer")]
    [InlineData("LMStudio")]
    public void ServerThatCannotBeToldATool_GetsThatToolAlone(string type)
    {
        ChatOptions options = new() { Tools = [Dialects.Weather, Dialects.Clock], ToolMode = ChatToolMode.RequireSpecific("clock") };
        JsonElement body = Dialects.Write(type, options);
        Assert.Equal("required", body.GetProperty("tool_choice").GetString());
        Assert.Equal("clock",
            Assert.Single(body.GetProperty("tools").EnumerateArray().ToArray()).GetProperty("function").GetProperty("name").GetString());
    }

    [Fact]
    public void DeepSeek_StopsThinkingWhereAToolIsRequired()
    {
        ChatCall call = ProtocolHarness.Call(Dialects.Hi,
            new ChatOptions { Tools = [Dialects.Weather], ToolMode = ChatToolMode.RequireAny });
        JsonElement body = Dialects.Write("DeepSeek", call);
        Dialects.AssertJson("""{"type":"disabled"}""", body.GetProperty("thinking"));
        Assert.Equal("required", body.GetProperty("tool_choice").GetString());
        Assert.Contains("Thinking was turned off", Assert.Single(call.Notes.All), StringComparison.Ordinal);

        ChatOptions asked = new()
        {
            Tools = [Dialects.Weather],
            ToolMode = ChatToolMode.RequireAny,
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High }
        };
        Dialects.AssertJson("""{"type":"enabled"}""", Dialects.Write("DeepSeek", asked).GetProperty("thinking"));
        Assert.False(Dialects.Write("DeepSeek", new ChatOptions { Tools = [Dialects.Weather] }).TryGetProperty("thinking", out _));
    }

    [Fact]
    public void Strictness_IsNotedWhereItIsUnknown()
    {
        AIFunctionDeclaration strict = AIFunctionFactory.Create(static (string city) => city, new AIFunctionFactoryOptions
        {
            Name = "w",
            AdditionalProperties = new Dictionary<string, object?> { ["strict"] = true },
        });
        ChatCall call = ProtocolHarness.Call(Dialects.Hi, new ChatOptions { Tools = [strict] });
        Assert.DoesNotContain("strict", Dialects.Write("DeepSeek", call).GetRawText(), StringComparison.Ordinal);
        Assert.Equal("strict was not sent: DeepSeek has no such option.", Assert.Single(call.Notes.All));
        Assert.Contains("\"strict\":true", Dialects.Write("Groq", call).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenAI", "web_search_options", "{}")]
    [InlineData("Perplexity", "web_search_options", "{}")]
    [InlineData("OpenRouter", "plugins", """[{"id":"web"}]""")]
    [InlineData("Qwen", "enable_search", "true")]
    [InlineData("Groq", "tools", """[{"type":"browser_search"}]""")]
    public void WebSearch_IsAskedForInTheServicesForm(string type, string field, string expected) =>
        Dialects.AssertJson(expected, Dialects.Write(type, new ChatOptions { Tools = [new HostedWebSearchTool()] }).GetProperty(field));

    [Fact]
    public void Groq_HostsItsToolsBesideFunctions() =>
        Dialects.AssertJson(
            """[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{}}}},{"type":"code_interpreter"}]""",
            Dialects.Write("Groq", new ChatOptions { Tools = [Dialects.Weather, new HostedCodeInterpreterTool()] }).GetProperty("tools"));

    [Theory]
    [InlineData("DeepSeek")]
    [InlineData("AzureOpenAI")]
    [InlineData("XAI")]
    public void WebSearch_IsRefusedWhereThereIsNone(string type) =>
        Assert.Equal(
            FailureKind.Unsupported,
            Assert.Throws<ProviderException>(() => Dialects.Write(type, new ChatOptions { Tools = [new HostedWebSearchTool()] })).Kind);

    [Fact]
    public void Perplexity_CallsNoFunctions()
    {
        ProviderException exception = Assert.Throws<ProviderException>(() =>
            Dialects.Write("Perplexity", new ChatOptions { Tools = [Dialects.Weather] }));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
        Assert.Contains("takes no functions", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DeepSeek", "")]
    [InlineData("Qwen", "")]
    [InlineData("OpenAI", null)]
    public void MessageThatOnlyCalls_HasContentWhereThatIsRequired(string type, string? content)
    {
        ChatMessage[] history = [.. Dialects.Hi, new(ChatRole.Assistant, [new FunctionCallContent("c1", "weather")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "warm")])];
        JsonElement message = Dialects.Write(type, null, history).GetProperty("messages")[1];
        Assert.Equal(content, message.TryGetProperty("content", out JsonElement written) ? written.GetString() : null);
    }
}
