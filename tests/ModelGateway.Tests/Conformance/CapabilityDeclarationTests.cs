using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Capabilities;
using ModelGateway.Protocols;
using ModelGateway.Providers.Http;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// What an adapter says that its protocol lacks is what its writer really leaves out or refuses, and everything else really gets on the
/// wire:
/// negotiation believes the one, requests go by the other.
/// </summary>
public sealed class CapabilityDeclarationTests
{
    public static TheoryData<string, string> Protocols
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (string type in ProviderTypes.Names)
            {
                all.Add(type, nameof(ProviderApi.Auto));
                if (ProviderTypes.Find(type)!.HasResponses)
                {
                    all.Add(type, nameof(ProviderApi.Responses));
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Capabilities_ThatAreMissingAreNotedOrRefused(string type, string api)
    {
        IProtocol adapter = Adapter(type, api);
        foreach (CapabilityFlags flag in Enum.GetValues<CapabilityFlags>()
            .Where(static flag => flag != 0 && (flag & CapabilityProbes.NotShown) == 0))
        {
            (CapabilityProbes.Probe with, CapabilityProbes.Probe without) = CapabilityProbes.Of(flag);
            bool declared = (adapter.Lacks & flag) != 0;
            (JsonElement? plain, _) = Write(adapter, without, flag);
            if (plain is null)
            {
                // A protocol without tools cannot show what forced ones are.
                Assert.True(declared, $"{type} {api}: {flag} is not declared as missing.");
                continue;
            }

            (JsonElement? body, IReadOnlyList<string> notes) = Write(adapter, with, flag);
            bool isSent = body is { } written && !JsonElement.DeepEquals(written, plain.Value);

            string fault = declared ? "declared as missing, but is sent" : "not declared as missing, but is not sent";
            Assert.True(isSent != declared, $"{type} {api}: {flag} is {fault}: {string.Join(' ', notes)}");
            Assert.True(isSent || body is null || notes.Count > 0, $"{type} {api}: {flag} was dropped without a word.");
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void WhetherVectorsCanBeSized_IsDeclared(string type, string api)
    {
        using HttpMessageInvoker none = new(new StubHandler(static (_, _) => throw new NotSupportedException()));
        IProtocol adapter = Adapter(type, api);
        using HttpModelClient client = new(adapter, new Uri("https://example/"), none, null, TimeProvider.System);
        bool declared = client.GetFeatures("m").Capabilities[Capability.AdjustableDimensions] == CapabilitySupport.No;
        if (adapter.Embeddings is not { } embeddings)
        {
            Assert.True(declared);
            return;
        }

        EmbeddingCall call = new()
        {
            Inputs = ["a"],
            ModelId = "text-embedding-3-small",
            Options = new EmbeddingGenerationOptions { Dimensions = 77 }
        };
        using PooledBufferWriter body = new();
        embeddings.WriteRequest(body, call);

        Assert.NotEqual(declared, System.Text.Encoding.UTF8.GetString(body.WrittenSpan).Contains("77", StringComparison.Ordinal));
        Assert.Equal(declared, call.Notes.All.Count > 0);
    }

    [Theory]
    [InlineData("Anthropic",
        "!json-object, !audio-output, !image-output, !log-probs, !audio-input, !video-input, !seed, !penalties, !file-search, !adjustable-dimensions")]
    [InlineData("DeepSeek",
        "!strict-tools, !json-schema, !image-input, !audio-input, !video-input, !file-input, !seed, !top-k, !web-search, !code-execution, !file-search, !remote-mcp, !adjustable-dimensions")]
    public async Task Deployment_HasWhatItsProtocolCanSay(string type, string lacks)
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddProvider("p", type, static o =>
            {
                o.Keys.Add("secret");
                o.Models.Add(new ModelInfo { Id = "m", Capabilities = new CapabilitySet([Capability.Seed, Capability.Tools]) });
                o.Models.Add(new ModelInfo { Id = "whole", Capabilities = new CapabilitySet([], [Capability.Streaming]) });
            })
            .AddDeployment("mine", new ScriptedChatClient()));
        Deployment Find(string name) => (Deployment)gateway.GetService(typeof(Deployment), name)!;

        CapabilitySet capabilities = Find("p/m").Model.Capabilities;

        Assert.Equal(("tools, streaming, " + lacks).Split(", ").Order(), capabilities.ToString().Split(", ").Order());
        Assert.Equal(CapabilitySupport.No, Find("p/whole").Model.Capabilities[Capability.Streaming]);
        Assert.Equal("streaming", Find("mine").Model.Capabilities.ToString());
        await Task.CompletedTask;
    }

    private static IProtocol Adapter(string type, string api) => ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions
    {
        Type = type,
        Api = Enum.Parse<ProviderApi>(api),
        Region = "us-east-1",
        Project = "p",
    });

    // What models of a protocol differ in is asked of one that has it.
    private static string ModelOf(IProtocol adapter, CapabilityFlags flag) => adapter.Protocol switch
    {
        "anthropic-messages" => "claude-sonnet-4-5",
        "bedrock-converse" => flag is CapabilityFlags.WebSearch or CapabilityFlags.CodeExecution ? "us.amazon.nova-2-lite-v1:0"
            : "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "gemini" or "vertex-gemini" => "gemini-2.5-pro",
        _ => "some-model",
    };

    // Null where it is refused.
    private static (JsonElement? Body, IReadOnlyList<string> Notes) Write(IProtocol adapter, CapabilityProbes.Probe probe,
        CapabilityFlags flag)
    {
        ChatCall call = ProtocolHarness.Call(probe.Messages, probe.Options, modelId: ModelOf(adapter, flag));
        try
        {
            return (ProtocolHarness.Write(adapter, call), call.Notes.All);
        }
        catch (ProviderException exception) when (exception.Kind == FailureKind.Unsupported)
        {
            return (null, [exception.Message]);
        }
    }
}
