using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>
/// No request has a field twice, with any options and with additional properties that have the fields' names: parsers differ in which of
/// the two they take.
/// </summary>
public sealed class DuplicateFieldTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

    private static readonly Action<ChatOptions>[] Setters =
    [
        static options => options.Instructions = "Be brief.",
        static options => options.Temperature = 1,
        static options => options.TopP = 1,
        static options => options.TopK = 40,
        static options => options.FrequencyPenalty = 0.1f,
        static options => options.PresencePenalty = 0.1f,
        static options => options.Seed = 7,
        static options => options.MaxOutputTokens = 64_000,
        static options => options.StopSequences = ["END"],
        static options => options.Tools = [.. options.Tools ?? [],
            new DeclaredTool("weather", "", Schema, new Dictionary<string, object?> { ["strict"] = true })],
        static options => options.Tools = [.. options.Tools ?? [], new HostedWebSearchTool()],
        static options => options.Tools = [.. options.Tools ?? [], new HostedCodeInterpreterTool()],
        static options => options.ToolMode = ChatToolMode.RequireAny,
        static options => options.AllowMultipleToolCalls = false,
        static options => options.Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low, Output = ReasoningOutput.Summary },
        static options => options.Reasoning = new ReasoningOptions { Effort = ReasoningEffort.None },
        static options => options.AdditionalProperties = options.WithThinkingBudget(2048).AdditionalProperties,
        static options => options.AdditionalProperties =
            options.WithPromptCacheKey("k").WithServiceTier("flex").WithPromptCaching(CacheTtl.OneHour).AdditionalProperties,
        static options => options.ResponseFormat = ChatResponseFormat.Json,
        static options => options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "answer", "An answer."),
        static options => options.AllowBackgroundResponses = true,
        static options => options.ConversationId = "resp_1",
    ];

    private static readonly string[] OtherNames =
    [
        "options", "generationConfig", "generation_config", "toolConfig", "tool_config", "inferenceConfig", "additionalModelRequestFields",
        "verbosity", "include", "store", "serviceTier", "service_tier", "stream_options", "num_ctx", "num_predict", "keep_alive",
        "random_seed",
        "max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens", "performanceConfig", "outputConfig", "output_config",
    ];

    private static readonly Lazy<string[]> Names = new(static () =>
        [.. Kinds.SelectMany(static kind => FieldsOf(kind.Data.Item1, kind.Data.Item2)).Concat(OtherNames).Distinct()]);

    public static TheoryData<string, bool> Kinds =>
    [
        .. ProviderTypes.Names.Select(static name => (name, false)),
        .. ProviderTypes.Names.Where(static name => ProviderTypes.Find(name)!.HasResponses).Select(static name => (name, true)),
    ];

    [Theory, MemberData(nameof(Kinds))]
    public void Requests_NeverWriteAFieldTwice(string type, bool responses)
    {
        IProtocol adapter = Adapter(type, responses);
        List<ChatOptions> variants = [new(), All(adapter, type), .. Setters.Select(static setter => Set(new ChatOptions(), setter))];
        variants.AddRange(variants.ToArray().Select(static options => Set(options, static options => options.ToolMode = null)));
        int written = 0;
        foreach (ChatOptions options in variants)
        {
            foreach (object? value in (object?[])[1, Nested()])
            {
                ChatOptions extended = Set(options, static _ => { });
                extended.AdditionalProperties ??= [];
                foreach (string name in Names.Value)
                {
                    extended.AdditionalProperties[name] = value;
                }

                written += TryWrite(adapter, type, extended) ? 1 : 0;
            }
        }

        Assert.True(written > variants.Count, "Most of it could not be written, so that nothing was seen.");
    }

    private static JsonElement Nested()
    {
        JsonObject nested = [];
        foreach (string name in Names.Value)
        {
            nested[name] = 1;
        }

        return JsonElement.Parse(nested.ToJsonString());
    }

    private static string[] FieldsOf(string type, bool responses)
    {
        IProtocol adapter = Adapter(type, responses);
        return
        [
            .. new[] { All(adapter, type) }.Concat(Setters.Select(static setter => Set(new ChatOptions(), setter)))
                .Where(options => TryWrite(adapter, type, options))
                .SelectMany(options => ProtocolHarness.Write(adapter, Call(type, options)).EnumerateObject())
                .SelectMany(static field => field.Value.ValueKind == JsonValueKind.Object
                    ? [field.Name, .. field.Value.EnumerateObject().Select(static inner => inner.Name)] : new[] { field.Name }),
        ];
    }

    /// <summary>As many of the options together as the protocol takes.</summary>
    private static ChatOptions All(IProtocol adapter, string type)
    {
        ChatOptions options = new();
        foreach (Action<ChatOptions> setter in Setters.SkipLast(1))
        {
            ChatOptions more = Set(options, setter);
            options = TryWrite(adapter, type, more) ? more : options;
        }

        return options;
    }

    private static ChatOptions Set(ChatOptions options, Action<ChatOptions> setter)
    {
        ChatOptions copy = options.Clone();
        setter(copy);
        return copy;
    }

    private static bool TryWrite(IProtocol adapter, string type, ChatOptions options)
    {
        try
        {
            ProtocolHarness.Write(adapter, Call(type, options));
            return true;
        }
        catch (ProviderException)
        {
            return false;
        }
    }

    private static ChatCall Call(string type, ChatOptions options) =>
        ProtocolHarness.Call([new(ChatRole.User, [new TextContent("hi").MarkCacheBreakpoint()])], options, streaming: true, Model(type));

    private static string Model(string type) => type switch
    {
        "Bedrock" => "us.anthropic.claude-3-7-sonnet-20250219-v1:0",
        "Anthropic" => "claude-3-7-sonnet-20250219",
        "Gemini" or "VertexAI" => "gemini-2.5-flash",
        _ => "gpt-5.2",
    };

    private static IProtocol Adapter(string type, bool responses) =>
        ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions
        {
            Type = type,
            Api = responses ? ProviderApi.Responses
            : ProviderApi.Auto
        });
}
