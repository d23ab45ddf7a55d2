using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Mistral;

public sealed class MistralRequestTests
{
    private static readonly ChatMessage[] Hello = [new(ChatRole.User, "hi")];

    [Fact]
    public void Options_AreWritten()
    {
        AIFunctionDeclaration add = AIFunctionFactory.CreateDeclaration("add", "Adds.", JsonElement.Parse("""{"type":"object"}"""));
        ChatOptions options = new()
        {
            Instructions = "Be brief.",
            MaxOutputTokens = 7,
            Temperature = 0.5f,
            TopP = 0.25f,
            FrequencyPenalty = 1,
            PresencePenalty = -1,
            Seed = 42,
            StopSequences = ["a", "b"],
            Tools = [add],
            ToolMode = ChatToolMode.RequireAny,
            AllowMultipleToolCalls = false,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "My<Type>", "Why."),
            Reasoning = new() { Effort = ReasoningEffort.High },
            AdditionalProperties = new() { ["strict"] = true, ["safe_prompt"] = true, ["guardrails"] = JsonElement.Parse("""[{"block_on_error":true}]"""), ["modelgateway.x"] = 1 },
        };
        ChatCall call = ProtocolHarness.Call(Hello, options, streaming: true, "mistral-small-latest");
        AssertJson(
            """
            {"model":"mistral-small-latest","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}],"stream":true,"max_tokens":7,
             "temperature":0.5,"top_p":0.25,"frequency_penalty":1,"presence_penalty":-1,"random_seed":42,"stop":["a","b"],"reasoning_effort":"high",
             "response_format":{"type":"json_schema","json_schema":{"name":"My_Type_","description":"Why.","schema":{"type":"object"},"strict":true}},
             "tools":[{"type":"function","function":{"name":"add","description":"Adds.","parameters":{"type":"object","properties":{}}}}],"tool_choice":"any","parallel_tool_calls":false,
             "safe_prompt":true,"guardrails":[{"block_on_error":true}]}
            """,
            call);
        Assert.False(call.HasNotes);
    }

    [Fact]
    public void OptionsWithoutAField_AreNamed()
    {
        ChatOptions options = new()
        {
            TopK = 3,
            Seed = 1,
            ToolMode = ChatToolMode.RequireAny,
            RawRepresentationFactory = _ => null,
            Reasoning = new() { Effort = ReasoningEffort.Low, Output = ReasoningOutput.Full },
            AdditionalProperties = new() { ["random_seed"] = 2, ["n"] = 2 },
        };
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi") { AuthorName = "me" }], options, modelId: "m");
        AssertJson("""{"model":"m","messages":[{"role":"user","content":"hi"}],"random_seed":1,"reasoning_effort":"high","n":2}""", call);
        Assert.Equal(8, call.Notes.All.Count);
        foreach (string word in (string[])["TopK", "ToolMode", "RawRepresentationFactory", "Effort Low", "Reasoning.Output", "random_seed",
            "n choices", "AuthorName"])
        {
            Assert.Single(call.Notes.All, note => note.Contains(word, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("mistral-small-latest", ReasoningEffort.None, "reasoning_effort", "none", 0)]
    [InlineData("mistral-small-latest", ReasoningEffort.ExtraHigh, "reasoning_effort", "high", 1)]
    [InlineData("magistral-medium-latest", ReasoningEffort.High, "prompt_mode", "reasoning", 0)]
    [InlineData("magistral-medium-latest", ReasoningEffort.Low, "prompt_mode", "reasoning", 1)]
    [InlineData("magistral-medium-latest", ReasoningEffort.None, null, null, 1)]
    public void Reasoning_IsSwitchedAsTheModelKnowsIt(string model, ReasoningEffort effort, string? field, string? value, int notes)
    {
        ChatCall call = ProtocolHarness.Call(Hello, new() { Reasoning = new() { Effort = effort } }, modelId: model);
        JsonElement written = ProtocolHarness.Write(MistralProtocol.Instance, call);
        Assert.Equal(field is null ? ["model", "messages"] : ["model", "messages", field],
            written.EnumerateObject().Select(static property => property.Name));
        Assert.Equal(value, field is null ? null : written.GetProperty(field).GetString());
        Assert.Equal(notes, call.Notes.All.Count);
    }

    [Fact]
    public void WhatTheRequestCannotDoWithout_IsRefused()
    {
        ChatMessage video = new(ChatRole.User, [new DataContent(new byte[] { 1 }, "video/mp4")]);
        ChatMessage link = new(ChatRole.User, [new UriContent("ftp://x/y.png", "image/png")]);
        ChatMessage system = new(ChatRole.System, [new DataContent(new byte[] { 1 }, "image/png")]);
        AssertUnsupported(ProtocolHarness.Call(Hello, new() { Tools = [new HostedWebSearchTool()] }));
        AssertUnsupported(ProtocolHarness.Call(Hello, new() { ConversationId = "c" }));
        AssertUnsupported(ProtocolHarness.Call([video]));
        AssertUnsupported(ProtocolHarness.Call([link]));
        AssertUnsupported(ProtocolHarness.Call([system]));
        AssertUnsupported(ProtocolHarness.Call([new(new ChatRole("wizard"), "hi")]));
    }

    [Fact]
    public void ToolModes_AreWritten()
    {
        AIFunctionDeclaration f = AIFunctionFactory.CreateDeclaration("f", null, default);
        Assert.Equal("auto", Mode(ChatToolMode.Auto).GetString());
        Assert.Equal("none", Mode(ChatToolMode.None).GetString());
        Assert.Equal("any", Mode(ChatToolMode.RequireAny).GetString());
        Assert.Equal("f", Mode(ChatToolMode.RequireSpecific("f")).GetProperty("function").GetProperty("name").GetString());

        JsonElement Mode(ChatToolMode mode)
        {
            JsonElement written = ProtocolHarness.Write(MistralProtocol.Instance,
                ProtocolHarness.Call(Hello, new() { Tools = [f], ToolMode = mode }));
            Assert.Equal(
                """{"type":"object","properties":{}}""",
                written.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters").GetRawText());
            return written.GetProperty("tool_choice");
        }
    }

    internal static void AssertJson(string expected, ChatCall call)
    {
        JsonElement written = ProtocolHarness.Write(MistralProtocol.Instance, call);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), written), written.GetRawText());
    }

    private static void AssertUnsupported(ChatCall call) =>
        Assert.Equal(FailureKind.Unsupported,
            Assert.Throws<ProviderException>(() => ProtocolHarness.Write(MistralProtocol.Instance, call)).Failure.Kind);
}
