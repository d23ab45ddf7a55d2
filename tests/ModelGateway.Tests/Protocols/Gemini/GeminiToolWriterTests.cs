using System.Text.Json;
using Microsoft.Extensions.AI;
using static ModelGateway.Tests.Protocols.Gemini.GeminiBodies;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiToolWriterTests
{
    private const string Schema = """{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"],"additionalProperties":false}""";

    [Fact]
    public void Tools_AreDeclaredWithTheirWholeSchema() => AssertJson(
        $$$"""
        {"contents":[{"role":"user","parts":[{"text":"a"}]}],
         "tools":[{"functionDeclarations":[{"name":"add","description":"adds","parametersJsonSchema":{{{Schema}}}},{"name":"now"}]},{"googleSearch":{}},{"codeExecution":{}}]}
        """,
        Write([User("a")], new() { Tools = [Function("add", "adds", Schema), new HostedWebSearchTool(), new HostedCodeInterpreterTool(), Function("now", "", """{"type":"object","properties":{}}""")] }));

    [Fact]
    public void ToolMode_IsWritten()
    {
        AssertMode(null, ChatToolMode.Auto);
        AssertMode("""{"mode":"NONE"}""", ChatToolMode.None);
        AssertMode("""{"mode":"ANY"}""", ChatToolMode.RequireAny);
        AssertMode("""{"mode":"ANY","allowedFunctionNames":["add"]}""", ChatToolMode.RequireSpecific("add"));
        AssertMode("""{"mode":"VALIDATED"}""", null, strict: true);
        AssertMode("""{"mode":"NONE"}""", ChatToolMode.None, strict: true);
    }

    [Fact]
    public void ToolMode_WithoutFunctionsIsNotSentAndNoted()
    {
        (JsonElement body, IReadOnlyList<string> notes) =
            WriteNoted([User("a")], new() { Tools = [new HostedWebSearchTool()], ToolMode = ChatToolMode.RequireAny });
        Assert.False(body.TryGetProperty("toolConfig", out _));
        Assert.Single(notes);
    }

    [Fact]
    public void NoTools_MeansNoHostedOnesEither()
    {
        ChatOptions options = new() { Tools = [new HostedWebSearchTool()], ToolMode = ChatToolMode.None };
        Assert.False(Write([User("a")], options).TryGetProperty("tools", out _));
        options.Tools.Add(Function("add", "adds", Schema));
        Assert.Equal(1, Write([User("a")], options).GetProperty("tools").GetArrayLength());
    }

    private static void AssertMode(string? expected, ChatToolMode? mode, bool strict = false)
    {
        JsonElement body = Write([User("a")], new() { Tools = [Function("add", "adds", Schema, strict)], ToolMode = mode });
        if (expected is null)
        {
            Assert.False(body.TryGetProperty("toolConfig", out _));
        }
        else
        {
            AssertJson(expected, body.GetProperty("toolConfig").GetProperty("functionCallingConfig"));
        }
    }

    private static StrictDeclaration Function(string name, string description, string schema, bool strict = false) => new(
        AIFunctionFactory.CreateDeclaration(name, description, JsonElement.Parse(schema)), strict);

    private sealed class StrictDeclaration(AIFunctionDeclaration inner, bool strict) : AIFunctionDeclaration
    {
        public override string Name => inner.Name;

        public override string Description => inner.Description;

        public override JsonElement JsonSchema => inner.JsonSchema;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
            strict ? new Dictionary<string, object?> { ["strict"] = true } : new Dictionary<string, object?>();
    }
}
