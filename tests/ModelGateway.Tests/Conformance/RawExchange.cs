using System.Text;
using System.Text.Json;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Streaming;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// What a recorded answer says, read by other means than an adapter's: its JSON documents, one a whole answer, many a stream.
/// </summary>
internal static class RawExchange
{
    /// <summary>The JSON documents of an answer, in order.</summary>
    public static async Task<List<JsonElement>> DocumentsAsync(Exchange exchange, IProtocol adapter)
    {
        if (!exchange.IsStream)
        {
            return [JsonElement.Parse(exchange.Body)];
        }

        if (exchange.ContentType.Contains("eventstream", StringComparison.Ordinal))
        {
            List<JsonElement> documents = [];
            using IStreamFrames frames = adapter.CreateFrames(new MemoryStream(exchange.Body));
            while (await frames.ReadAsync(TestContext.Current.CancellationToken))
            {
                documents.Add(JsonElement.Parse(frames.Data));
            }

            return documents;
        }

        return
        [
            .. Encoding.UTF8.GetString(exchange.Body).ReplaceLineEndings("\n").Split('\n')
                .Select(line => line.StartsWith("data:", StringComparison.Ordinal) ? line[5..].Trim() : line)
                .Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line)),
        ];
    }

    /// <summary>
    /// The total that the provider reports or, where it reports none, the sum that it documents; null where it says nothing.
    /// </summary>
    public static long? Total(IReadOnlyList<JsonElement> documents)
    {
        Dictionary<string, long> counts = [];
        foreach (JsonElement document in documents)
        {
            foreach (JsonElement usage in Usages(document))
            {
                foreach (JsonProperty property in usage.EnumerateObject())
                {
                    if (property.Value.ValueKind == JsonValueKind.Number)
                    {
                        counts[property.Name] = (long)property.Value.GetDouble();
                    }
                    else if (property is { Name: "billed_units", Value.ValueKind: JsonValueKind.Object })
                    {
                        counts["billed"] = property.Value.EnumerateObject().Where(
                            unit => unit.Name.EndsWith("_tokens", StringComparison.Ordinal)).Sum(unit => (long)unit.Value.GetDouble());
                    }
                }
            }
        }

        return Count("total_tokens") ?? Count("totalTokens") ?? Count("totalTokenCount") ?? Count("billed")
            ?? Sum("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens")
            ?? Sum("prompt_eval_count", "eval_count");

        long? Count(string name) => counts.TryGetValue(name, out long count) ? count : null;
        long? Sum(params string[] names) => names.Any(counts.ContainsKey) ? names.Sum(name => counts.GetValueOrDefault(name)) : null;
    }

    /// <summary>How many calls of functions a Chat Completions answer holds, by name, in order.</summary>
    public static List<(string Name, string Arguments)> Calls(IReadOnlyList<JsonElement> documents)
    {
        List<(string? Id, int? Index, string Name, StringBuilder Arguments)> calls = [];
        foreach (JsonElement choice in documents.SelectMany(document => Array(document, "choices"))
            .Where(choice => !choice.TryGetProperty("index", out JsonElement index) || index.GetInt32() == 0))
        {
            JsonElement message = choice.TryGetProperty("delta", out JsonElement delta) ? delta
                : choice.TryGetProperty("message", out JsonElement whole) ? whole : default;
            bool streams = delta.ValueKind == JsonValueKind.Object;
            foreach (JsonElement part in Array(message, "tool_calls"))
            {
                JsonElement function = part.GetProperty("function");
                string? id = Text(part, "id");
                int? number = part.TryGetProperty("index", out JsonElement at) ? at.GetInt32() : null;
                int known = streams ? calls.FindLastIndex(call =>
                    call.Index == number && (string.IsNullOrEmpty(id) || id == "null" || call.Id == id)) : -1;
                if (known < 0)
                {
                    calls.Add((id, number, Text(function, "name") ?? "", new StringBuilder()));
                    known = calls.Count - 1;
                }

                calls[known].Arguments.Append(function.TryGetProperty("arguments", out JsonElement arguments) ? arguments.ToString() : "");
            }
        }

        return [.. calls.Select(call => (call.Name, call.Arguments.ToString()))];
    }

    private static IEnumerable<JsonElement> Array(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement array)
            && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    // Wherever they stand: at the top, in the message that begins or in the response that ends.
    private static IEnumerable<JsonElement> Usages(JsonElement document)
    {
        foreach (string name in new[] { "usage", "usageMetadata" })
        {
            foreach (JsonElement owner in new[] { document, Property(document, "message"), Property(document, "response"),
                Property(document, "delta") })
            {
                if (Property(owner, name) is { ValueKind: JsonValueKind.Object } usage)
                {
                    yield return usage;
                }
            }
        }

        if (document.TryGetProperty("eval_count", out _))
        {
            yield return document;
        }
    }

    private static JsonElement Property(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value) ? value : default;
}
