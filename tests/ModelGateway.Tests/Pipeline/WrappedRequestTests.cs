using System.Reflection;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline;

/// <summary>What a wrapped client is given, and what the caller's objects look like afterwards.</summary>
public sealed class WrappedRequestTests
{
    private static readonly PropertyInfo[] OptionProperties = typeof(ChatOptions)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance);

    [Fact]
    public async Task GatewayOptions_ArriveAsPlainOptions()
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", inner, configure: o => o.ModelId = "its-own"));
        ChatOptions options = Full().WithGateway(request => request with { MaxAttempts = 1 });

        await gateway.GetResponseAsync("hi", options);

        ChatOptions given = inner.Calls[0].Options!;
        Assert.Equal(typeof(ChatOptions), given.GetType());
        Assert.Equal("its-own", given.ModelId);
        Assert.Equal(["extra"], given.AdditionalProperties!.Keys);
        foreach (PropertyInfo property in OptionProperties.Where(p => p.Name
            is not (nameof(ChatOptions.ModelId) or nameof(ChatOptions.AdditionalProperties))))
        {
            Assert.True(property.GetValue(options) is not null, $"{property.Name} is not set by this test.");
            if (property.Name == nameof(ChatOptions.Reasoning))
            {
                Assert.Equivalent(options.Reasoning, given.Reasoning, strict: true);
            }
            else
            {
                Assert.Equal(property.GetValue(options), property.GetValue(given));
            }
        }
    }

    [Fact]
    public async Task RouteName_NeverReachesAClient()
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", inner).AddRoute("chat", r => r.To("inner")));

        await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" });
        await gateway.GetResponseAsync("hi");

        Assert.All(inner.Calls, call => Assert.Null(call.Options!.ModelId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task InnerClient_SeesNothingOfTheGateway(bool streaming)
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", inner));
        ChatResponse earlier = await gateway.GetStreamingResponseAsync("hi").ToChatResponseAsync();
        AIContent[] marked =
        [
            new TextContent("text"), new FunctionCallContent("c", "f"), new FunctionResultContent("c", "r"),
            new DataContent(new byte[] { 1 }, "image/png"),
            new UriContent("https://host/a.png", "image/png"), new ErrorContent("e"),
        ];
        foreach (AIContent content in marked)
        {
            ContentOrigin.SetSignature(content, "gemini", "signature");
            content.AdditionalProperties!["kept"] = 1;
        }

        List<ChatMessage> history = [new(ChatRole.User, "hi"), .. earlier.Messages, new(ChatRole.Assistant, marked),
            new(ChatRole.User, "go on")];
        ChatOptions options = new ChatOptions { AdditionalProperties = new() { ["extra"] = 1 } }.WithGateway(s =>
            s with { MaxAttempts = 3 });
        string before = Describe(history, options);

        await (streaming ? gateway.GetStreamingResponseAsync(history, options).ToChatResponseAsync()
            : gateway.GetResponseAsync(history, options));

        IReadOnlyList<ChatMessage> messages = inner.Calls[^1].Messages;
        ChatOptions? given = inner.Calls[^1].Options;
        Assert.Equal(["extra"], given!.AdditionalProperties!.Keys);
        Assert.DoesNotContain("modelgateway.", Describe(messages, given), StringComparison.Ordinal);
        Assert.Equal(marked.Select(content => content.GetType()), messages[2].Contents.Select(content => content.GetType()));
        Assert.All(messages[2].Contents, content => Assert.Equal(["kept"], content.AdditionalProperties!.Keys));
        Assert.Equal(before, Describe(history, options));
        Assert.Equal("text", Assert.IsType<TextContent>(messages[2].Contents[0]).Text);
    }

    [Fact]
    public async Task RawRepresentationFactory_ReachesWrappedClients()
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", inner));
        Func<IChatClient, object?> factory = _ => "raw";

        await gateway.GetResponseAsync("hi", new ChatOptions { RawRepresentationFactory = factory });

        Assert.Same(factory, inner.Calls[0].Options!.RawRepresentationFactory);
    }

    [Fact]
    public async Task ResultWithoutAText_CostsNothing()
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("inner", inner, configure: o => o.Model = new() { Id = "inner", Pricing = ModelPricing.PerMillion(1, 1) })
                .AddBudget("*", 5));
        ChatMessage message = new(ChatRole.Tool, [new FunctionResultContent("c", new Mute())]);

        Assert.Equal("hello", (await gateway.GetResponseAsync([message])).Text);
        Assert.Equal(0, gateway.GetService<Deployment>("inner")!.InFlight);
    }

    private static string Describe(IEnumerable<ChatMessage> messages, ChatOptions options) => string.Join('\n', messages.Select(message =>
        $"{message.Role} {Keys(message.AdditionalProperties)} [{string.Join(", ", message.Contents.Select(Describe))}]"))
        + Keys(options.AdditionalProperties);

    private static string Describe(AIContent content) => $"{content.GetType().Name} {Keys(content.AdditionalProperties)}";

    private static string Keys(AdditionalPropertiesDictionary? properties) => properties is null ? "" : string.Join(',', properties.Keys);

    private static ChatOptions Full() => new()
    {
        AdditionalProperties = new() { ["extra"] = 1 },
        AllowBackgroundResponses = true,
        AllowMultipleToolCalls = true,
        ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1, 2 }),
        ConversationId = "conversation",
        FrequencyPenalty = 0.1f,
        Instructions = "be brief",
        MaxOutputTokens = 10,
        ModelId = "inner",
        PresencePenalty = 0.2f,
        RawRepresentationFactory = _ => null,
        Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High },
        ResponseFormat = ChatResponseFormat.Json,
        Seed = 1,
        StopSequences = ["stop"],
        Temperature = 0.3f,
        ToolMode = ChatToolMode.Auto,
        Tools = [AIFunctionFactory.Create(() => 1, "f")],
        TopK = 2,
        TopP = 0.4f,
    };

    private sealed class Mute
    {
        public override string ToString() => throw new InvalidOperationException("mute");
    }
}
