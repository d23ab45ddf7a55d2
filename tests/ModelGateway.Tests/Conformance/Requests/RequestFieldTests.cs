using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Adapters write fields that their providers document, and no others.</summary>
public sealed class RequestFieldTests
{
    private static readonly ChatToolMode[] Modes = [ChatToolMode.Auto, ChatToolMode.None, ChatToolMode.RequireAny,
        ChatToolMode.RequireSpecific("weather")];

    [Theory]
    [InlineData("openai", "gpt-5.1")]
    [InlineData("anthropic", "claude-sonnet-4-6", "claude-3-7-sonnet-20250219", "claude-sonnet-4-0", "another-model")]
    [InlineData("gemini", "gemini-2.5-flash", "gemini-3-flash-preview")]
    public void EverythingSet_IsWrittenInDocumentedFields(string recording, params string[] models)
    {
        RequestProtocol protocol = RequestProtocol.All.Single(protocol => protocol.Recordings.Contains(recording));
        FieldPaths fields = Everything(protocol, recording, models);
        Assert.Empty(fields.Undocumented);

        // What the recordings make the adapter write, the requests above do too: they do set everything.
        FieldPaths recorded = new(protocol.FieldsOf(recording));
        IProtocol adapter = RequestProtocol.AdapterOf(recording);
        SharedData.Require($"wire/{recording}.jsonl.gz");
        foreach (RecordedRequest request in RecordedRequest.All(recording, protocol.PathEnd))
        {
            if (request.TryWrite(protocol, adapter, out MappedRequest mapped, out JsonElement body))
            {
                recorded.Add(body, mapped);
            }
        }

        Assert.Empty(recorded.Undocumented);
        string[] fromExtras = ["cache_control", "cache_control.type", "cache_control.ttl", "generationConfig.candidateCount",
            "generationConfig.imageConfig", "generationConfig.responseModalities", "generationConfig.responseModalities[]"];
        Assert.Empty(recorded.Met.Except(fields.Met).Except(fromExtras));
    }

    private static FieldPaths Everything(RequestProtocol protocol, string recording, string[] models)
    {
        FieldPaths fields = new(protocol.FieldsOf(recording));
        IProtocol adapter = RequestProtocol.AdapterOf(recording);
        foreach (string model in models)
        {
            foreach (ChatToolMode mode in Modes)
            {
                foreach (ReasoningEffort effort in Enum.GetValues<ReasoningEffort>())
                {
                    MappedRequest request = EverythingSet.Create(model, adapter.Protocol, mode, effort);
                    fields.Add(ProtocolHarness.Write(adapter, request.ToCall()), request);
                }
            }
        }

        return fields;
    }
}
