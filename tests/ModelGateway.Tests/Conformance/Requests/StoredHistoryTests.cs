using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>Every recorded history, stored as JSON and loaded again, is written as before.</summary>
public sealed class StoredHistoryTests
{
    public static TheoryData<string> Recordings => [.. RequestProtocol.All.SelectMany(protocol => protocol.Recordings)];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void StoredHistory_IsWrittenAlike(string recording)
    {
        SharedData.Require($"wire/{recording}.jsonl.gz");
        RequestProtocol protocol = RequestProtocol.All.Single(protocol => protocol.Recordings.Contains(recording));
        IProtocol adapter = RequestProtocol.AdapterOf(recording);
        List<string> changed = [];
        foreach (RecordedRequest request in RecordedRequest.All(recording, protocol.PathEnd))
        {
            if (!request.TryWrite(protocol, adapter, out MappedRequest mapped, out JsonElement body))
            {
                continue;
            }

            changed.AddRange(WrittenOtherwise(adapter, mapped, body).Select(difference => request.Id + difference));
        }

        Assert.True(changed.Count == 0, string.Join('\n', changed));
    }

    [Theory]
    [InlineData("anthropic", "claude-sonnet-4-6")]
    [InlineData("gemini", "gemini-3-flash-preview")]
    public void EverythingSet_StoredAndLoaded_IsWrittenAlike(string recording, string model)
    {
        IProtocol adapter = RequestProtocol.AdapterOf(recording);
        MappedRequest request = EverythingSet.Create(model, adapter.Protocol, ChatToolMode.Auto, ReasoningEffort.Low);

        // Microsoft.Extensions.AI does not store a result's exception.
        ((FunctionResultContent)request.Messages.Single(message => message.Role == ChatRole.Tool).Contents[2]).Exception = null;

        // An address or a file's id in a stored result may come from untrusted text: it is not restored.
        foreach (FunctionResultContent result in request.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>())
        {
            result.Result = result.Result is IEnumerable<AIContent> shown
                ? shown.Where(content => content is not (UriContent or HostedFileContent)).ToList()
                : result.Result;
        }

        JsonElement body = ProtocolHarness.Write(adapter, request.ToCall());
        Assert.Empty(WrittenOtherwise(adapter, request, body));
    }

    private static List<string> WrittenOtherwise(IProtocol adapter, MappedRequest request, JsonElement body)
    {
        string stored = JsonSerializer.Serialize(request.Messages, AIJsonUtilities.DefaultOptions);
        request.Messages.Clear();
        request.Messages.AddRange(JsonSerializer.Deserialize<List<ChatMessage>>(stored, AIJsonUtilities.DefaultOptions)!);
        RequestComparison comparison = new([]);
        comparison.Compare(JsonNode.Parse(body.GetRawText()),
            JsonNode.Parse(ProtocolHarness.Write(adapter, request.ToCall()).GetRawText()));
        return comparison.Unexpected;
    }
}
