using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Providers;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

public sealed class ResponsesRequestWriterTests
{
    private static readonly JsonElement Schema =
        JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string","minLength":1}},"required":["city"]}""");

    [Fact]
    public void BareRequest_KeepsNothingAtTheService() => AssertJson(
        """{"model":"gpt-4.1","input":[{"type":"message","role":"user","content":"hi"}],"store":false}""", Write(Hi));

    [Fact]
    public void Options_AreWrittenUnderTheirNames() => AssertJson(
        """
        {"model":"gpt-4.1","instructions":"Be brief.","input":[{"type":"message","role":"user","content":"hi"}],"stream":true,"max_output_tokens":77,
         "store":false,"include":["reasoning.encrypted_content"],"temperature":0.7,"top_p":0.9,"reasoning":{"effort":"high","summary":"auto"}}
        """,
        ProtocolHarness.Write(Adapter, ProtocolHarness.Call(Hi, streaming: true, modelId: "gpt-4.1", options: new()
        {
            Instructions = "Be brief.",
            MaxOutputTokens = 77,
            Temperature = 0.7f,
            TopP = 0.9f,
            Reasoning = new() { Effort = ReasoningEffort.High, Output = ReasoningOutput.Summary },
            ModelId = "a-route",
            ResponseFormat = ChatResponseFormat.Text,
        })));

    [Theory]
    [InlineData(ReasoningEffort.None, "none")]
    [InlineData(ReasoningEffort.Low, "low")]
    [InlineData(ReasoningEffort.Medium, "medium")]
    [InlineData(ReasoningEffort.ExtraHigh, "xhigh")]
    public void Effort_HasOpenAIsName(ReasoningEffort effort, string expected) =>
        AssertJson($$"""{"effort":"{{expected}}"}""", Write(Hi, new() { Reasoning = new() { Effort = effort } }).GetProperty("reasoning"));

    [Fact]
    public void FullSummary_IsADetailedOne() => AssertJson(
        """{"summary":"detailed"}""", Write(Hi, new() { Reasoning = new() { Output = ReasoningOutput.Full } }).GetProperty("reasoning"));

    [Fact]
    public void NoReasoningOptions_WriteNone() =>
        Assert.False(Write(Hi, new() { Reasoning = new() { Output = ReasoningOutput.None } }).TryGetProperty("reasoning", out _));

    [Theory]
    [InlineData("gpt-5.2", true)]
    [InlineData("gpt-5-nano", true)]
    [InlineData("gpt-6-mini", true)]
    [InlineData("o3", true)]
    [InlineData("o4-mini", true)]
    [InlineData("ft:o4-mini:acme", true)]
    [InlineData("codex-mini-latest", true)]
    [InlineData("openai/gpt-5.2", true)]
    [InlineData("gpt-5-chat-latest", false)]
    [InlineData("gpt-4o", false)]
    [InlineData("gpt-4.1", false)]
    [InlineData("ours", false)]
    public void EncryptedReasoning_IsAskedOfModelsThatReason(string model, bool asked) =>
        Assert.Equal(asked, Write(Hi, modelId: model).TryGetProperty("include", out _));

    [Fact]
    public void EncryptedReasoning_IsAskedOfEveryModelWhereTheServiceAllowsIt()
    {
        ResponsesProtocol adapter = new(new ResponsesSettings("x_ai") { AlwaysEncrypts = true });
        Assert.Equal("x_ai-responses", adapter.Protocol);
        Assert.True(ProtocolHarness.Write(adapter, ProtocolHarness.Call(Hi)).TryGetProperty("include", out _));
    }

    [Fact]
    public void OpenAI_IsToldNotToPadItsStreams()
    {
        IProtocol openAI = ProviderTypes.Find("OpenAI")!.CreateProtocol(new ProviderOptions { Api = ProviderApi.Responses });
        ChatCall call = ProtocolHarness.Call(Hi, new() { AdditionalProperties = new() { ["stream_options"] = "mine" } }, streaming: true);
        AssertJson("""{"include_obfuscation":false}""", ProtocolHarness.Write(openAI, call).GetProperty("stream_options"));
        Assert.Single(call.Notes.All);
        Assert.False(ProtocolHarness.Write(openAI, ProtocolHarness.Call(Hi)).TryGetProperty("stream_options", out _));
    }

    [Fact]
    public void Instructions_AreASystemMessageWhereTheServiceHasNoFieldForThem()
    {
        ResponsesProtocol adapter = new(new ResponsesSettings("x_ai") { HasInstructions = false });
        JsonElement body = ProtocolHarness.Write(adapter, ProtocolHarness.Call(Hi, new() { Instructions = "Be brief." }));
        Assert.False(body.TryGetProperty("instructions", out _));
        AssertJson(
            """[{"type":"message","role":"system","content":"Be brief."},{"type":"message","role":"user","content":"hi"}]""", body.GetProperty("input"));
    }

    [Fact]
    public void Schema_GoesAsGivenAndIsStrictOnRequest()
    {
        ChatOptions options = new()
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "List`1[City]", "Cities."),
            AdditionalProperties = new() { ["strict"] = true, ["verbosity"] = "low" },
        };
        AssertJson(
            """
            {"format":{"type":"json_schema","name":"List_1_City_","description":"Cities.","strict":true,
             "schema":{"type":"object","properties":{"city":{"type":"string","minLength":1}},"required":["city"]}},"verbosity":"low"}
            """,
            Write(Hi, options).GetProperty("text"));
        AssertJson("""{"format":{"type":"json_object"}}""", Write(Hi, new() { ResponseFormat = ChatResponseFormat.Json }).GetProperty("text"));
    }

    [Fact]
    public void VerbosityAlone_IsAFieldOfText()
    {
        JsonElement body = Write(Hi, new() { AdditionalProperties = new() { ["verbosity"] = JsonElement.Parse("\"high\"") } });
        AssertJson("""{"verbosity":"high"}""", body.GetProperty("text"));
        Assert.False(body.TryGetProperty("verbosity", out _));
    }

    [Fact]
    public void AdditionalProperties_AreFieldsOfTheBody()
    {
        JsonElement body = Write(Hi, new()
        {
            AdditionalProperties = new()
            {
                ["service_tier"] = "flex",
                ["prompt_cache_key"] = "k1",
                ["safety_identifier"] = "u1",
                ["metadata"] = new Dictionary<string, object?> { ["team"] = "search" },
                ["truncation"] = "auto",
                ["top_logprobs"] = 3,
                ["include"] = (string[])["message.output_text.logprobs"],
                ["modelgateway.secret"] = "x",
            },
        }, "gpt-5.2");
        AssertJson(
            """
            {"model":"gpt-5.2","input":[{"type":"message","role":"user","content":"hi"}],"store":false,"service_tier":"flex","prompt_cache_key":"k1",
             "safety_identifier":"u1","metadata":{"team":"search"},"truncation":"auto","top_logprobs":3,"include":["message.output_text.logprobs"]}
            """,
            body);
    }

    [Theory]
    [InlineData("model")]
    [InlineData("input")]
    [InlineData("stream")]
    [InlineData("instructions")]
    [InlineData("temperature")]
    [InlineData("top_p")]
    [InlineData("max_output_tokens")]
    [InlineData("reasoning")]
    [InlineData("text")]
    [InlineData("background")]
    [InlineData("previous_response_id")]
    [InlineData("tools")]
    [InlineData("tool_choice")]
    [InlineData("parallel_tool_calls")]
    public void FieldThatIsWrittenAlready_IsNotedAndNotRepeated(string name)
    {
        ChatCall call = ProtocolHarness.Call(Hi, streaming: true, options: new()
        {
            Instructions = "x",
            Temperature = 1,
            TopP = 1,
            MaxOutputTokens = 20,
            Reasoning = new() { Effort = ReasoningEffort.Low },
            ResponseFormat = ChatResponseFormat.Json,
            AllowBackgroundResponses = true,
            ConversationId = "resp_0",
            Tools = [new HostedWebSearchTool()],
            ToolMode = ChatToolMode.Auto,
            AllowMultipleToolCalls = true,
            AdditionalProperties = new() { [name] = "mine" },
        });
        JsonElement body = ProtocolHarness.Write(Adapter, call);
        Assert.Equal(1, body.EnumerateObject().Count(property => property.Name == name));
        Assert.Contains(call.Notes.All, note => note.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatTheProtocolLacks_IsNoted()
    {
        IReadOnlyList<string> notes = Notes([new(ChatRole.User, "hi") { AuthorName = "Ada" }], new()
        {
            Seed = 1,
            FrequencyPenalty = 1,
            PresencePenalty = 1,
            TopK = 1,
            StopSequences = ["x"],
            RawRepresentationFactory = static _ => null,
        });
        Assert.All(
            ["Seed", "FrequencyPenalty", "PresencePenalty", "TopK", "StopSequences", "RawRepresentationFactory", "AuthorName"],
            name => Assert.Contains(notes, note => note.StartsWith(name, StringComparison.Ordinal)));
        Assert.Equal(7, notes.Count);
    }

    [Theory]
    [InlineData("resp_123", """{"previous_response_id":"resp_123"}""")]
    [InlineData("conv_123", """{"conversation":"conv_123"}""")]
    public void Conversation_IsKeptByTheService(string id, string expected)
    {
        JsonElement body = Write(Hi, new() { ConversationId = id });
        Assert.True(body.GetProperty("store").GetBoolean());
        JsonProperty property = JsonElement.Parse(expected).EnumerateObject().Single();
        Assert.Equal(property.Value.GetString(), body.GetProperty(property.Name).GetString());
    }

    [Fact]
    public void BackgroundResponse_IsKeptByTheService()
    {
        JsonElement body = Write(Hi, new() { AllowBackgroundResponses = true });
        Assert.True(body.GetProperty("store").GetBoolean());
        Assert.True(body.GetProperty("background").GetBoolean());
    }

    [Fact]
    public void Caller_MayHaveAResponseKept()
    {
        JsonElement body = Write(Hi, new() { AdditionalProperties = new() { ["store"] = true } });
        Assert.True(body.GetProperty("store").GetBoolean());
        Assert.Equal(1, body.EnumerateObject().Count(static property => property.Name == "store"));
    }

    [Fact]
    public void Key_GoesWhereTheServiceLooksForIt()
    {
        using HttpRequestMessage bearer = new();
        Adapter.WriteHeaders(bearer.Headers, new ProviderCredential("k"));
        Assert.Equal("Bearer k", bearer.Headers.Authorization!.ToString());

        ResponsesProtocol azure = new(new ResponsesSettings("azure.ai.openai") { KeyHeader = "api-key" });
        using HttpRequestMessage key = new();
        azure.WriteHeaders(key.Headers, new ProviderCredential("k"));
        Assert.Equal("k", key.Headers.GetValues("api-key").Single());
        Assert.Null(key.Headers.Authorization);
        using HttpRequestMessage token = new();
        azure.WriteHeaders(token.Headers, new ProviderCredential("t", isToken: true));
        Assert.Equal("Bearer t", token.Headers.Authorization!.ToString());
        using HttpRequestMessage none = new();
        azure.WriteHeaders(none.Headers, default);
        Assert.Empty(none.Headers);
    }

    [Fact]
    public void ProviderType_SelectsItByItsApi()
    {
        HttpProviderDefinition type = ProviderTypes.Find("OpenAI")!;
        Assert.True(type.HasResponses);
        Assert.Equal("openai-responses", type.CreateProtocol(new ProviderOptions { Api = ProviderApi.Responses }).Protocol);
        Assert.Equal("openai-chat", type.CreateProtocol(new ProviderOptions()).Protocol);
        Assert.Equal("openai-chat", type.CreateProtocol(new ProviderOptions { Api = ProviderApi.ChatCompletions }).Protocol);
    }

    [Fact]
    public void ValueThatJsonCannotHold_IsTheCallersFault()
    {
        ProviderException exception = Assert.Throws<ProviderException>(
            () => Write(Hi, new() { AdditionalProperties = new() { ["x"] = double.NaN } }));
        Assert.Equal(FailureKind.InvalidRequest, exception.Kind);
    }
}
