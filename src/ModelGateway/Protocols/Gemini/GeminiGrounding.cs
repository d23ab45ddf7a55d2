using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// An answer's sources: those that search found (<c>groundingMetadata</c>) and those that it quotes (<c>citationMetadata</c>).
/// </summary>
internal sealed class GeminiGrounding
{
    private List<(CitationAnnotation Citation, List<(int Start, int End)> Spans)> _found = [];
    private List<(CitationAnnotation Citation, List<(int Start, int End)> Spans)> _quoted = [];

    /// <summary>How often the model searched.</summary>
    public int Searches { get; private set; }

    /// <summary>
    /// What must be shown with the answer where search found something: <c>searchEntryPoint</c>; undefined where there is none.
    /// </summary>
    public JsonElement SearchEntryPoint { get; private set; }

    public bool IsEmpty => _found.Count == 0 && _quoted.Count == 0;

    /// <summary>Takes what earlier events said. What search found is repeated whole, what is quoted comes piece by piece.</summary>
    public GeminiGrounding After(GeminiGrounding? earlier)
    {
        if (earlier is not null)
        {
            earlier._quoted.AddRange(_quoted);
            _quoted = earlier._quoted;
            if (_found.Count == 0)
            {
                _found = earlier._found;
            }

            Searches = Math.Max(Searches, earlier.Searches);
            SearchEntryPoint = SearchEntryPoint.ValueKind == JsonValueKind.Undefined ? earlier.SearchEntryPoint : SearchEntryPoint;
        }

        return this;
    }

    public void AddGrounding(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        Searches = Array(metadata, "webSearchQueries").Count;
        SearchEntryPoint = metadata.TryGetProperty("searchEntryPoint", out JsonElement entry) && entry.ValueKind != JsonValueKind.Null
            ? entry : default;
        foreach (JsonElement chunk in Array(metadata, "groundingChunks"))
        {
            CitationAnnotation citation = new();
            if (chunk.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty source in chunk.EnumerateObject())
                {
                    SetSource(citation, source);
                }
            }

            // A source without any words keeps its place: supports name sources by their number.
            _found.Add((citation, []));
        }

        foreach (JsonElement support in Array(metadata, "groundingSupports"))
        {
            if (support.TryGetProperty("segment", out JsonElement segment) && segment.ValueKind == JsonValueKind.Object)
            {
                AddSpans(support, segment);
            }
        }
    }

    private static void SetSource(CitationAnnotation citation, JsonProperty source)
    {
        if (source.Value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        Uri? url = Address(source.Value);
        string? title = Text(source.Value, "title");
        string? text = Text(source.Value, "text");
        if (url is not null || title is not null || text is not null)
        {
            citation.Url = url;
            citation.Title = title;
            citation.Snippet = text;
            citation.ToolName = source.Name == "web" ? "googleSearch" : source.Name;
        }
    }

    private void AddSpans(JsonElement support, JsonElement segment)
    {
        foreach (JsonElement index in Array(support, "groundingChunkIndices"))
        {
            int at = index.GetInt32();
            if (at >= 0 && at < _found.Count)
            {
                _found[at].Spans.Add((Number(segment, "startIndex"), Number(segment, "endIndex")));
            }
        }
    }

    public void AddCitations(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (string name in (ReadOnlySpan<string>)["citationSources", "citations"])
        {
            foreach (JsonElement source in Array(metadata, name))
            {
                CitationAnnotation citation = new() { Url = Address(source), Title = Text(source, "title") };
                if (Text(source, "license") is { Length: > 0 } license)
                {
                    citation.AdditionalProperties = new() { ["license"] = license };
                }

                _quoted.Add((citation, [(Number(source, "startIndex"), Number(source, "endIndex"))]));
            }
        }
    }

    /// <summary>
    /// The citations. Regions are set where the whole text is at hand; Gemini counts them in UTF-8 bytes, Microsoft.Extensions.AI in
    /// characters.
    /// </summary>
    public List<AIAnnotation> ToAnnotations(string? text)
    {
        byte[]? bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        List<AIAnnotation> annotations = new(_found.Count + _quoted.Count);
        foreach ((CitationAnnotation citation, List<(int Start, int End)> spans) in _found.Concat(_quoted))
        {
            foreach ((int start, int end) in spans)
            {
                if (bytes is not null && start >= 0 && start < end && end <= bytes.Length)
                {
                    (citation.AnnotatedRegions ??= []).Add(new TextSpanAnnotatedRegion
                    {
                        StartIndex = Encoding.UTF8.GetCharCount(bytes.AsSpan(0, start)),
                        EndIndex = Encoding.UTF8.GetCharCount(bytes.AsSpan(0, end)),
                    });
                }
            }

            annotations.Add(citation);
        }

        return annotations;
    }

    private static List<JsonElement> Array(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement array) && array.ValueKind != JsonValueKind.Null ? [.. array.EnumerateArray()] : [];

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static int Number(JsonElement owner, string name) => owner.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : 0;

    private static Uri? Address(JsonElement source) =>
        Uri.TryCreate(Text(source, "uri"), UriKind.Absolute, out Uri? address) ? address : null;
}
