using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using static ModelGateway.Tests.Protocols.Gemini.GeminiBodies;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiGenerationConfigWriterTests
{
    private static readonly AIFunctionDeclaration Function = AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse("{}"));

    [Fact]
    public void OptionsOfTheGeneration_GoWhereTheyBelong()
    {
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted([User("a")], new()
        {
            Reasoning = new() { Effort = ReasoningEffort.Low },
            AdditionalProperties = new()
            {
                ["responseModalities"] = new JsonArray("TEXT", "IMAGE"),
                ["speechConfig"] = new JsonObject { ["voiceConfig"] = new JsonObject() },
                ["thinkingConfig"] = new JsonObject { ["thinkingBudget"] = 7 },
                ["generationConfig"] =
                    new JsonObject { ["imageConfig"] = new JsonObject { ["aspectRatio"] = "1:1" }, ["speechConfig"] = "twice" },
                ["safetySettings"] = JsonElement.Parse("""[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]"""),
                ["cachedContent"] = "cachedContents/x",
                ["serviceTier"] = "flex",
                ["labels"] = new JsonObject { ["a"] = "b" },
            },
        });
        AssertJson(
            """
            {"contents":[{"role":"user","parts":[{"text":"a"}]}],
             "generationConfig":{"thinkingConfig":{"thinkingBudget":1024},"responseModalities":["TEXT","IMAGE"],"speechConfig":{"voiceConfig":{}},"imageConfig":{"aspectRatio":"1:1"}},
             "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}],"cachedContent":"cachedContents/x","serviceTier":"flex"}
            """,
            body);
        Assert.Equal(3, notes.Count);
        Assert.Contains(notes, static note => note.Contains("only Vertex AI has labels", StringComparison.Ordinal));
    }

    [Fact]
    public void ThinkingBudget_CanBeGivenAsItIs() => AssertJson(
        """{"thinkingConfig":{"thinkingBudget":512,"includeThoughts":true}}""",
        Write([User("a")], new() { AdditionalProperties = new() { ["thinkingConfig"] = JsonElement.Parse("""{"thinkingBudget":512,"includeThoughts":true}""") } })
            .GetProperty("generationConfig"));

    [Fact]
    public void GooglesTools_AreWrittenAndOthersAppended()
    {
        JsonElement body = Write([User("a")], new()
        {
            Tools =
            [
                Function, new HostedWebSearchTool(), new HostedCodeInterpreterTool(),
                new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("s1"),
                    new HostedVectorStoreContent("fileSearchStores/s2")], MaximumResultCount = 3 },
            ],
            AdditionalProperties = new()
            {
                ["tools"] = JsonElement.Parse("""[{"urlContext":{}},{"googleMaps":{}}]"""),
                ["toolConfig"] = JsonElement.Parse("""{"retrievalConfig":{"latLng":{"latitude":1,"longitude":2}}}"""),
            },
        });
        AssertJson(
            """
            [{"functionDeclarations":[{"name":"f"}]},{"googleSearch":{}},{"codeExecution":{}},
             {"fileSearch":{"fileSearchStoreNames":["fileSearchStores/s1","fileSearchStores/s2"],"topK":3}},{"urlContext":{}},{"googleMaps":{}}]
            """,
            body.GetProperty("tools"));
        AssertJson("""{"retrievalConfig":{"latLng":{"latitude":1,"longitude":2}}}""", body.GetProperty("toolConfig"));
    }

    [Fact]
    public void ExtraTools_StandAloneAndAreNotOfferedWhereNoneIsToBeCalled()
    {
        AdditionalPropertiesDictionary extras = new() { ["tools"] = JsonElement.Parse("""[{"urlContext":{}}]""") };
        AssertJson("""[{"urlContext":{}}]""", Write([User("a")], new() { AdditionalProperties = extras }).GetProperty("tools"));
        Assert.False(Write([User("a")], new() { AdditionalProperties = extras, ToolMode = ChatToolMode.None })
            .TryGetProperty("tools", out _));
        (JsonElement body, IReadOnlyList<string> notes) =
            WriteNoted([User("a")], new() { AdditionalProperties = new() { ["tools"] = "all", ["toolConfig"] = 3 } });
        Assert.False(body.TryGetProperty("tools", out _));
        Assert.False(body.TryGetProperty("toolConfig", out _));
        Assert.Equal(2, notes.Count);
    }

    [Fact]
    public void ModeOfCalling_IsWrittenOnceAndPiecesOfArgumentsAreNotAskedFor()
    {
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted([User("a")], new()
        {
            Tools = [Function],
            ToolMode = ChatToolMode.RequireAny,
            AdditionalProperties = new() { ["toolConfig"] = JsonElement.Parse("""{"functionCallingConfig":{"mode":"NONE"},"x":1}""") },
        });
        AssertJson("""{"functionCallingConfig":{"mode":"ANY"},"x":1}""", body.GetProperty("toolConfig"));
        Assert.Single(notes);
        (body, notes) = WriteNoted([User("a")], new()
        {
            Tools = [Function],
            AdditionalProperties = new() { ["toolConfig"] = JsonElement.Parse("""{"functionCallingConfig":{"streamFunctionCallArguments":true}}""") },
        });
        AssertJson("{}", body.GetProperty("toolConfig"));
        Assert.Contains("whole calls", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void OlderFormOfASchema_CanBeGivenAsItIs() => AssertJson(
        """{"responseMimeType":"text/x.enum","responseSchema":{"type":"STRING","enum":["a"]}}""",
        Write([User("a")], new()
        {
            AdditionalProperties = new() { ["responseMimeType"] = "text/x.enum", ["responseSchema"] = JsonElement.Parse("""{"type":"STRING","enum":["a"]}""") },
        }).GetProperty("generationConfig"));
}
