using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelGateway.Providers;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>What came of mapping and writing every recorded request of a protocol.</summary>
internal sealed class RequestTable(RequestProtocol protocol)
{
    private readonly StringBuilder _rows = new();
    private readonly SortedDictionary<string, int> _differences = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _notMapped = new(StringComparer.Ordinal);

    public int Requests { get; private set; }

    public int Mapped { get; private set; }

    /// <summary>Differences that are on no list, and requests that the adapter could not write.</summary>
    public List<string> Unexpected { get; } = [];

    public void Run()
    {
        foreach (string name in protocol.Differences.Select(difference => difference.Name).Append(RequestComparison.Null))
        {
            _differences[name] = 0;
        }

        foreach (string recording in protocol.Recordings)
        {
            Run(recording);
        }
    }

    public override string ToString()
    {
        StringBuilder table = new();
        table.Append($"## {protocol.Name}\n\n| recording | requests | mapped | written alike | with known differences |\n|---|--:|--:|--:|--:|\n{_rows}");
        table.Append("\n| known difference | requests |\n|---|--:|\n");
        foreach ((string name, int count) in _differences)
        {
            table.Append($"| {name} | {count} |\n");
        }

        if (_notMapped.Count > 0)
        {
            table.Append("\n| not mapped, for it holds | requests |\n|---|--:|\n");
            foreach ((string name, int count) in _notMapped)
            {
                table.Append($"| {name} | {count} |\n");
            }
        }

        return table.Append('\n').ToString();
    }

    private void Run(string recording)
    {
        IProviderAdapter adapter = RequestProtocol.AdapterOf(recording);
        int requests = 0, mapped = 0, alike = 0;
        foreach (RecordedRequest request in RecordedRequest.All(recording, protocol.PathEnd))
        {
            requests++;
            RequestComparison comparison = new(protocol.Differences);
            try
            {
                JsonElement written = AdapterHarness.Write(adapter, protocol.Map(request, adapter.Protocol).ToCall());
                mapped++;
                comparison.Compare(JsonNode.Parse(request.Body.GetRawText()), JsonNode.Parse(written.GetRawText()));
                Unexpected.AddRange(comparison.Unexpected.Select(difference => $"{request.Id}{difference}"));
            }
            catch (NotMappedException exception)
            {
                _notMapped[exception.Message] = _notMapped.GetValueOrDefault(exception.Message) + 1;
                continue;
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Unexpected.Add($"{request.Id}: {exception.GetType().Name}: {exception.Message}");
                continue;
            }

            alike += comparison.Met.Count == 0 ? 1 : 0;
            foreach (string name in comparison.Met)
            {
                _differences[name]++;
            }
        }

        Requests += requests;
        Mapped += mapped;
        _rows.Append($"| {recording} | {requests} | {mapped} | {alike} | {mapped - alike} |\n");
    }
}
