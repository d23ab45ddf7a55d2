using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Chat;

/// <summary>What a model refuses in combination does not go on the wire, of every vendor that the catalog has rules of.</summary>
public sealed class RuledRequestTests
{
    [Theory]
    [InlineData("gpt-5.4", ReasoningEffort.Low, "low")]
    [InlineData("gpt-5.4-2026-03-05", ReasoningEffort.Low, "low")]
    [InlineData("gpt-5.5", null, null)]
    [InlineData("gpt-5.5", ReasoningEffort.ExtraHigh, "xhigh")]
    [InlineData("gpt-5.6-terra", null, null)]
    [InlineData("gpt-5.6", ReasoningEffort.High, "high")]
    [InlineData("gpt-6-astra", null, null)]
    [InlineData("gpt-6.1-sol", ReasoningEffort.None, "low")]
    public async Task FunctionToolsWithReasoning_MoveToResponses(string model, ReasoningEffort? effort, string? sent)
    {
        using RuledGateway gateway = new("OpenAI", model);

        GatewayReceipt receipt = await gateway.AskAsync(RuledGateway.Tools(effort));

        Assert.Equal("/v1/responses", gateway.Path);
        Assert.Equal(sent, gateway.Field("reasoning.effort")?.GetString());
        Assert.False(gateway.Field("store")!.Value.GetBoolean());
        Assert.Equal(ProviderApi.Responses, receipt.Attempts[0].Api);
        Assert.Contains(
            $"p/{model}: sent to Responses, as {model} refuses function tools while it reasons on Chat Completions.", receipt.Notes);
    }

    [Theory]
    [InlineData("gpt-5.4", null)]
    [InlineData("gpt-5.4", ReasoningEffort.None)]
    [InlineData("gpt-5.6", ReasoningEffort.None)]
    [InlineData("gpt-5.1", ReasoningEffort.High)]
    [InlineData("gpt-4.1", null)]
    public async Task FunctionToolsThatChatCompletionsTake_StayThere(string model, ReasoningEffort? effort)
    {
        using RuledGateway gateway = new("OpenAI", model);

        GatewayReceipt receipt = await gateway.AskAsync(RuledGateway.Tools(effort));

        Assert.Equal("/v1/chat/completions", gateway.Path);
        Assert.Equal(ProviderApi.ChatCompletions, receipt.Attempts[0].Api);
        Assert.Empty(receipt.Notes);
    }

    [Theory]
    [InlineData("Seed")]
    [InlineData("FrequencyPenalty")]
    [InlineData("PresencePenalty")]
    [InlineData("n")]
    [InlineData("logit_bias")]
    public async Task OptionOfChatCompletionsAlone_KeepsTheRequestThere(string option)
    {
        using RuledGateway gateway = new("OpenAI", "gpt-5.6");
        ChatOptions options = RuledGateway.Tools(ReasoningEffort.High);
        Set(options, option);

        GatewayReceipt receipt = await gateway.AskAsync(options);

        Assert.Equal("/v1/chat/completions", gateway.Path);
        Assert.Equal("none", gateway.Field("reasoning_effort")?.GetString());
        Assert.Contains(
            "p/gpt-5.6: Reasoning.Effort high was sent as none: gpt-5.6 takes function tools while it reasons by Responses alone, "
            + $"and {option} is an option of Chat Completions alone.",
            receipt.Notes);
    }

    [Fact]
    public async Task OptionThatTheModelNeverTakes_HoldsNoRequest()
    {
        using RuledGateway gateway = new("OpenAI", "gpt-5.6");

        GatewayReceipt receipt = await gateway.AskAsync(RuledGateway.Tools(ReasoningEffort.High, static o => o.StopSequences = ["END"]));

        Assert.Equal("/v1/responses", gateway.Path);
        Assert.Equal("high", gateway.Field("reasoning.effort")?.GetString());
        Assert.Contains("p/gpt-5.6: not sent, as the model does not take it: stop-sequences.", receipt.Notes);
    }

    [Fact]
    public async Task ModelThatNeverTakesToolsOnChat_IsRefusedWithAnOptionOfChatAlone()
    {
        using RuledGateway gateway = new("OpenAI", "gpt-6-astra");
        ChatOptions options = RuledGateway.Tools(configure: static o => o.Seed = 1);

        NoRouteException refused = await Assert.ThrowsAsync<NoRouteException>(() => gateway.AskAsync(options));

        Assert.Equal(0, gateway.Requests);
        Assert.Contains(
            "takes function tools while it reasons by Responses alone, and Seed is an option of Chat Completions alone",
            refused.Message, StringComparison.Ordinal);
        Assert.Equal([Capability.Tools], refused.Skipped[0].Lacks);
    }

    [Fact]
    public async Task OwnEndpoint_IsNotLeftUnlessTheApiIsSet()
    {
        static void Configure(ProviderOptions options) => options.Endpoint = new Uri("http://localhost:1234/v1/");
        using RuledGateway gateway = new("OpenAI", "gpt-5.6", Configure);
        using RuledGateway set = new("OpenAI", "gpt-5.6", static options =>
        {
            Configure(options);
            options.Api = ProviderApi.Responses;
        });

        GatewayReceipt receipt = await gateway.AskAsync(RuledGateway.Tools());
        await set.AskAsync(RuledGateway.Tools(ReasoningEffort.Low));

        Assert.Equal(("/v1/chat/completions", "none"), (gateway.Path, gateway.Field("reasoning_effort")?.GetString()));
        Assert.Contains(
            "p/gpt-5.6: Reasoning.Effort was sent as none: gpt-5.6 takes function tools while it reasons by Responses alone.",
            receipt.Notes);
        Assert.Equal(("/v1/responses", "low"), (set.Path, set.Field("reasoning.effort")?.GetString()));
    }

    [Fact]
    public async Task OwnEndpoint_IsSentWhatOnlyTheVendorIsKnownToRefuse()
    {
        using RuledGateway gateway = new("OpenAI", "gpt-6-astra", static o => o.Endpoint = new Uri("http://localhost:1234/v1/"));
        using RuledGateway always = new("OpenAI", "o1-pro", static o => o.Endpoint = new Uri("http://localhost:1234/v1/"));

        await gateway.AskAsync(RuledGateway.Tools());
        await always.AskAsync();

        Assert.Equal(("/v1/chat/completions", "/v1/chat/completions"), (gateway.Path, always.Path));
        Assert.NotNull(gateway.Field("tools"));
    }

    [Fact]
    public async Task ToolLoop_StaysWhereItBegan()
    {
        using RuledGateway gateway = new("OpenAI", "gpt-5.4");
        ChatResponse first = await gateway.AnswerAsync(RuledGateway.Tools(ReasoningEffort.Low));
        ChatMessage[] history =
        [
            new(ChatRole.User, "hi"), .. first.Messages, new(ChatRole.Tool, [new FunctionResultContent("call_1", "1")]),
        ];

        GatewayReceipt without = await gateway.AskAsync(RuledGateway.Tools(), history);

        Assert.Equal("/v1/responses", gateway.Path);
        Assert.Contains("p/gpt-5.4: sent to Responses, where its function calls came from.", without.Notes);

        ChatMessage[] begunOnChat =
        [
            new(ChatRole.User, "hi"),
            new(ChatRole.Assistant, [new FunctionCallContent("call_1", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", "1")]),
        ];

        GatewayReceipt kept = await gateway.AskAsync(RuledGateway.Tools(ReasoningEffort.Low), begunOnChat);

        Assert.Equal(("/v1/chat/completions", "none"), (gateway.Path, gateway.Field("reasoning_effort")?.GetString()));
        Assert.Contains(kept.Notes,
            static note => note.EndsWith(", where its function calls did not come from.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("o1-pro")]
    [InlineData("gpt-5.2-pro")]
    [InlineData("gpt-5.1-codex-max")]
    public async Task ModelOfResponsesAlone_GoesThere(string model)
    {
        using RuledGateway gateway = new("OpenAI", model);
        using RuledGateway chat = new("OpenAI", model, static options => options.Api = ProviderApi.ChatCompletions);

        GatewayReceipt receipt = await gateway.AskAsync(new ChatOptions { Seed = 1 });
        NoRouteException refused = await Assert.ThrowsAsync<NoRouteException>(() => chat.AskAsync());

        Assert.Equal("/v1/responses", gateway.Path);
        Assert.Contains($"p/{model}: sent to Responses, as {model} is not served by Chat Completions.", receipt.Notes);
        Assert.Contains("is served by Responses alone: set the provider's Api to Responses or Auto", refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostedTool_MovesToResponses()
    {
        using RuledGateway gateway = new("OpenAI", "gpt-4.1");
        using RuledGateway chat = new("OpenAI", "gpt-4.1", static options => options.Api = ProviderApi.ChatCompletions);
        ChatOptions options = new() { Tools = [new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("vs_1")] }] };

        GatewayReceipt receipt = await gateway.AskAsync(options);
        await Assert.ThrowsAsync<NoRouteException>(() => chat.AskAsync(options));

        Assert.Equal("/v1/responses", gateway.Path);
        Assert.Contains("p/gpt-4.1: sent to Responses, as gpt-4.1 refuses the search of files on Chat Completions.", receipt.Notes);
    }

    [Theory]
    [InlineData("gpt-5-mini", null, false)]
    [InlineData("o3", null, false)]
    [InlineData("gpt-5.2", null, true)]
    [InlineData("gpt-5.2", ReasoningEffort.Low, false)]
    [InlineData("gpt-5.5", null, false)]
    [InlineData("gpt-5.5", ReasoningEffort.None, true)]
    [InlineData("gpt-6.1-sol", ReasoningEffort.Low, false)]
    [InlineData("gpt-4.1", null, true)]
    public async Task SamplingOptions_GoWithTheEffort(string model, ReasoningEffort? effort, bool isSent)
    {
        using RuledGateway gateway = new("OpenAI", model);
        ChatOptions options = effort is { } asked ? RuledGateway.Effort(asked) : new ChatOptions();
        options.Temperature = 0.5f;
        options.TopP = 0.5f;

        GatewayReceipt receipt = await gateway.AskAsync(options);

        Assert.Equal((isSent, isSent), (gateway.Field("temperature") is not null, gateway.Field("top_p") is not null));
        Assert.Equal(isSent ? [] : [$"p/{model}: not sent, as the model does not take it: sampling."], receipt.Notes);
    }

    [Theory]
    [InlineData("OpenAI", "gpt-5", ReasoningEffort.None, "minimal")]
    [InlineData("OpenAI", "gpt-5.1", ReasoningEffort.ExtraHigh, "high")]
    [InlineData("OpenAI", "o4-mini", ReasoningEffort.None, "low")]
    [InlineData("OpenAI", "gpt-5.1-chat-latest", ReasoningEffort.High, "medium")]
    [InlineData("xAI", "grok-4.5", ReasoningEffort.None, "low")]
    [InlineData("xAI", "grok-3-mini", ReasoningEffort.Medium, "high")]
    [InlineData("xAI", "grok-4.6", ReasoningEffort.ExtraHigh, "xhigh")]
    [InlineData("AzureOpenAI", "gpt-5", ReasoningEffort.None, "minimal")]
    public async Task Effort_IsTheNearestThatTheModelTakes(string type, string model, ReasoningEffort asked, string sent)
    {
        using RuledGateway gateway = new(type, model);

        GatewayReceipt receipt = await gateway.AskAsync(RuledGateway.Effort(asked));

        Assert.Equal(sent, gateway.Field("reasoning_effort")?.GetString());
        Assert.Equal(
            sent != "xhigh",
            receipt.Notes.Any(note => note.EndsWith($" was sent as {sent}, the nearest that {model} takes.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CallersOptions_AreNotChanged()
    {
        using RuledGateway gateway = new("OpenAI", "gpt-5.5");
        ChatOptions options = RuledGateway.Tools(configure: static o => (o.Temperature, o.StopSequences) = (0.5f, ["x"]));

        await gateway.AskAsync(options);

        Assert.Equal((0.5f, 1, null), (options.Temperature, options.StopSequences!.Count, options.Reasoning));
    }

    private static void Set(ChatOptions options, string option)
    {
        switch (option)
        {
            case "Seed": options.Seed = 1; break;
            case "FrequencyPenalty": options.FrequencyPenalty = 0.5f; break;
            case "PresencePenalty": options.PresencePenalty = 0.5f; break;
            default: (options.AdditionalProperties = [])[option] = option == "n" ? 1 : JsonElement.Parse("{}"); break;
        }
    }
}
