using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>What came of mapping and writing every recorded request of a protocol.</summary>
internal sealed class RequestTable(RequestProtocol protocol)
{
    private readonly StringBuilder _rows = new();
    private readonly SortedDictionary<string, (int Requests, int Refused)> _differences = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Requests, int Refused)> _notWritten = new(StringComparer.Ordinal);

    public int Requests { get; private set; }

    /// <summary>Requests that are mapped and that the adapter writes.</summary>
    public int Written { get; private set; }

    /// <summary>Differences that are on no list, and requests that the adapter could not write.</summary>
    public List<string> Unexpected { get; } = [];

    public void Run()
    {
        foreach (string name in protocol.Differences.Select(difference => difference.Name).Append(RequestComparison.Null))
        {
            _differences[name] = default;
        }

        foreach (string recording in protocol.Recordings)
        {
            Run(recording);
        }
    }

    public override string ToString()
    {
        StringBuilder table = new();
        table.Append(
            $"## {protocol.Name}\n\n| recording | requests | written again | alike | with known differences | fields that the provider does not document |\n");
        table.Append($"|---|--:|--:|--:|--:|---|\n{_rows}");
        table.Append("\n| known difference | requests | noted on the receipt |\n|---|--:|:-:|\n");
        foreach ((string name, (int count, _)) in _differences)
        {
            table.Append(
                $"| {name} | {count} | {(protocol.Differences.Any(difference => difference.IsNoted && difference.Name == name) ? "yes" : "")} |\n");
        }

        table.Append("\n| not written again, for it holds | requests | refused by the provider |\n|---|--:|--:|\n");
        foreach ((string name, (int count, int refused)) in _notWritten)
        {
            table.Append($"| {name} | {count} | {refused} |\n");
        }

        return table.Append('\n').ToString();
    }

    private void Run(string recording)
    {
        IProtocol adapter = RequestProtocol.AdapterOf(recording);
        FieldPaths fields = new(protocol.FieldsOf(recording));
        int requests = 0, written = 0, alike = 0;
        foreach (RecordedRequest request in RecordedRequest.All(recording, protocol.PathEnd))
        {
            requests++;
            try
            {
                MappedRequest mapped = protocol.Map(request, adapter.Protocol);
                ChatCall call = mapped.ToCall();
                JsonElement body = ProtocolHarness.Write(adapter, call);
                fields.Add(body, mapped);
                written++;
                alike += Compare(request, body, call.Notes) ? 1 : 0;
            }
            catch (NotMappedException exception)
            {
                Count(_notWritten, $"{exception.Message} (not mapped)", request);
            }
            catch (ProviderException exception)
                when (RequestRefusal.All.FirstOrDefault(refusal => exception.Message.Contains(refusal.Words, StringComparison.Ordinal))
                is { } refusal)
            {
                Count(_notWritten, $"{refusal.Name} (refused before it is sent)", request);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Unexpected.Add($"{request.Id}: {exception.GetType().Name}: {exception.Message}");
            }
        }

        Requests += requests;
        Written += written;
        string undocumented = string.Join(", ", fields.Undocumented.Select(path => $"`{path}`"));
        _rows.Append($"| {recording} | {requests} | {written} | {alike} | {written - alike} | {undocumented} |\n");
    }

    private bool Compare(RecordedRequest request, JsonElement written, CallNotes notes)
    {
        RequestComparison comparison = new(protocol.Differences);
        comparison.Compare(JsonNode.Parse(request.Body.GetRawText()), JsonNode.Parse(written.GetRawText()));
        Unexpected.AddRange(comparison.Unexpected.Select(difference => $"{request.Id}{difference}"));
        if (comparison.MustNote && notes.All.Count == 0)
        {
            Unexpected.Add($"{request.Id}: something was left out or moved without a note");
        }

        foreach (string name in comparison.Met)
        {
            Count(_differences, name, request);
        }

        return comparison.Met.Count == 0;
    }

    private static void Count(SortedDictionary<string, (int Requests, int Refused)> counts, string name, RecordedRequest request)
    {
        (int requests, int refused) = counts.GetValueOrDefault(name);
        counts[name] = (requests + 1, refused + (request.WasRefused ? 1 : 0));
    }
}
