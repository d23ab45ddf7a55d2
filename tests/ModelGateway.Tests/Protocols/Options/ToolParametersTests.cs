using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Options;

/// <summary>Schemas on the wire: of tools and of response formats, the same on every way to a model.</summary>
public sealed class ToolParametersTests
{
    private const string Claude = "anthropic.claude-haiku-4-5-20251001-v1:0";
    private const string Dictionary =
        """{"type":"object","properties":{"prices":{"type":"object","additionalProperties":{"type":"number"}}}}""";

    private const string Counted =
        """{"type":"object","properties":{"tags":{"type":"array","items":{"type":"string"},"minItems":2}}}""";

    private static readonly BedrockProtocol Bedrock = new("us-east-1");

    [Fact]
    public void Claude_TakesTheSameSchemasAtAnthropicAndOnBedrock()
    {
        string direct = Format(AnthropicProtocol.Instance, "claude-haiku-4-5", Counted, out ChatCall first)
            .GetProperty("output_config").GetProperty("format").GetProperty("schema").GetRawText();
        string through = Format(Bedrock, Claude, Counted, out ChatCall second)
            .GetProperty("outputConfig").GetProperty("textFormat").GetProperty("structure").GetProperty("jsonSchema").GetProperty("schema")
            .GetString()!;

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(direct), JsonElement.Parse(through)), through);
        Assert.Contains("{minItems: 2}", direct, StringComparison.Ordinal);
        Assert.Equal(first.Notes.All, second.Notes.All);
        Assert.Contains("tags: minItems", Assert.Single(first.Notes.All), StringComparison.Ordinal);
    }

    [Fact]
    public void Dictionary_InAnAnswerIsRefusedByName()
    {
        foreach ((IProtocol protocol, string model) in new (IProtocol, string)[]
        {
            (AnthropicProtocol.Instance, "claude-haiku-4-5"), (Bedrock, Claude), (Bedrock, "amazon.nova-pro-v1:0"),
        })
        {
            ProviderException refused = Assert.Throws<ProviderException>(() => Format(protocol, model, Dictionary, out _));
            Assert.Equal(FailureKind.Unsupported, refused.Kind);
            Assert.Contains("prices is a dictionary", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Dictionary_InAStrictToolIsSentWithoutStrict()
    {
        JsonElement tool = Tool(AnthropicProtocol.Instance, Dictionary, out ChatCall call, strict: true);
        Assert.False(tool.TryGetProperty("strict", out _));
        Assert.Equal(Dictionary, tool.GetProperty("input_schema").GetRawText());
        Assert.Contains("prices is a dictionary", Assert.Single(call.Notes.All), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"object"}""")]
    public void Function_WithoutParametersHasPropertiesAllTheSame(string schema)
    {
        const string Expected = """{"type":"object","properties":{}}""";
        foreach (IProtocol protocol in new IProtocol[] { new OpenAIChatProtocol(ChatDialect.OpenAI), MistralProtocol.Instance })
        {
            Assert.Equal(
                Expected, Tool(protocol, schema, out _).GetProperty("function").GetProperty("parameters").GetRawText());
        }

        Assert.Equal(Expected, Tool(AnthropicProtocol.Instance, schema, out _).GetProperty("input_schema").GetRawText());
    }

    [Fact]
    public void Union_AtAToolsRootIsLaidTogetherAndNoted()
    {
        const string Union =
            """{"type":"object","anyOf":[{"properties":{"id":{"type":"integer"}},"required":["id"]},{"properties":{"name":{"type":"string"}}}]}""";
        JsonElement parameters = Tool(new OpenAIChatProtocol(ChatDialect.OpenAI), Union, out ChatCall call)
            .GetProperty("function").GetProperty("parameters");
        JsonElement input = Tool(AnthropicProtocol.Instance, Union, out ChatCall other).GetProperty("input_schema");

        Assert.Equal(parameters.GetRawText(), input.GetRawText());
        Assert.False(parameters.TryGetProperty("anyOf", out _));
        Assert.Equal(2, parameters.GetProperty("properties").GetPropertyCount());
        Assert.Equal(call.Notes.All, other.Notes.All);
        Assert.Contains("anyOf", Assert.Single(call.Notes.All), StringComparison.Ordinal);
    }

    private static JsonElement Format(IProtocol protocol, string model, string schema, out ChatCall call)
    {
        call = ProtocolHarness.Call(
            [new ChatMessage(ChatRole.User, "hi")],
            new() { MaxOutputTokens = 9, ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema)) },
            modelId: model);
        return ProtocolHarness.Write(protocol, call);
    }

    private static JsonElement Tool(IProtocol protocol, string schema, out ChatCall call, bool strict = false)
    {
        call = ProtocolHarness.Call(
            [new ChatMessage(ChatRole.User, "hi")],
            new() { MaxOutputTokens = 9, Tools = [new Declared(JsonElement.Parse(schema), strict)] });
        return ProtocolHarness.Write(protocol, call).GetProperty("tools")[0];
    }

    private sealed class Declared(JsonElement schema, bool strict) : AIFunctionDeclaration
    {
        public override string Name => "f";

        public override JsonElement JsonSchema => schema;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
            strict ? new Dictionary<string, object?> { ["strict"] = true } : new Dictionary<string, object?>();
    }
}
