using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Tests.Support;

/// <summary>
/// Embeds over loopback HTTP in the format of each provider type. The vectors follow from the texts. A test can make the answers invalid.
/// </summary>
internal sealed class EmbeddingServer : IAsyncDisposable
{
    private readonly string _kind;
    private RawServer _server = null!;

    private EmbeddingServer(string kind) => _kind = kind;

    public Uri Endpoint => _server.Endpoint;

    /// <summary>The bodies of the requests, in the order of their arrival.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>The texts of each request.</summary>
    public List<string[]> Batches { get; } = [];

    /// <summary>Changes the vectors of an answer, each of which is JSON.</summary>
    public Func<List<string>, IEnumerable<string>> Spoil { get; set; } = static vectors => vectors;

    /// <summary>The status and body of a refusal; null if requests are answered.</summary>
    public (int Status, string Body)? Refusal { get; set; }

    public static async Task<EmbeddingServer> StartAsync(string kind)
    {
        EmbeddingServer server = new(kind);
        server._server = await RawServer.StartAsync(server.AnswerAsync);
        return server;
    }

    /// <summary>The vector of a text: its length, its first letter, and further numbers up to the requested length.</summary>
    public static float[] Vector(string text, int? dimensions) =>
        [text.Length, text[0] / 1024f, .. Enumerable.Repeat(0.5f, (dimensions ?? 4) - 2)];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using JsonDocument document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        JsonElement body = document.RootElement.Clone();
        string[] texts = Texts(body);
        Requests.Add(body);
        Batches.Add(texts);
        http.Response.ContentType = "application/json";
        if (Refusal is { } refusal)
        {
            http.Response.StatusCode = refusal.Status;
            await http.Response.WriteAsync(refusal.Body);
            return;
        }

        bool base64 = body.TryGetProperty("encoding_format", out JsonElement format) && format.GetString() == "base64";
        List<string> vectors = [.. texts.Select(text => Write(Vector(text, Dimensions(body)), base64))];
        await http.Response.WriteAsync(Answer([.. Spoil(vectors)], Tokens(texts)));
    }

    public static int Tokens(IEnumerable<string> texts) => texts.Sum(static text => text.Length);

    private static string Write(float[] vector, bool base64) => base64
        ? JsonSerializer.Serialize(Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())))
        : $"[{string.Join(',', vector.Select(static number => number.ToString("R", CultureInfo.InvariantCulture)))}]";

    private string Answer(string[] vectors, int tokens) => _kind switch
    {
        "Gemini" => $$$"""{"embeddings":[{{{Join(vectors, static (vector, _) => $$"""{"values":{{vector}} }""")}}}],"usageMetadata":{"promptTokenCount":{{{tokens}}}}}""",
        "VertexAI" => $$$"""{"predictions":[{{{Join(vectors, (vector, index) => Prediction(vector, index == 0 ? tokens : 0))}}}],"metadata":{"billableCharacterCount":9}}""",
        "Cohere" => $$$"""{"id":"e1","texts":[],"embeddings":{"float":[{{{string.Join(',', vectors)}}}]},"meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":{{{tokens}}}}},"response_type":"embeddings_by_type"}""",
        "Ollama" => $$"""{"model":"e","embeddings":[{{string.Join(',', vectors)}}],"total_duration":14143917,"load_duration":1019500,"prompt_eval_count":{{tokens}}}""",
        _ => Data(vectors, tokens),
    };

    private static string Join(string[] vectors, Func<string, int, string> write) => string.Join(',', vectors.Select(write));

    private static string Prediction(string vector, int tokens) =>
        $$$"""{"embeddings":{"statistics":{"truncated":false,"token_count":{{{tokens}}}},"values":{{{vector}}}}}""";

    // The items are not in the order of the inputs, so that a reader must use their index.
    private static string Data(string[] vectors, int tokens)
    {
        IEnumerable<string> items = vectors.Select(static (vector, index) => $$"""{"object":"embedding","index":{{index}},"embedding":{{vector}}}""").Reverse();
        return $$$"""{"id":"e1","object":"list","data":[{{{string.Join(',', items)}}}],"model":"e","usage":{"prompt_tokens":{{{tokens}}},"total_tokens":{{{tokens}}}}}""";
    }

    private static string[] Texts(JsonElement body) =>
        body.TryGetProperty("requests", out JsonElement requests)
            ? [.. requests.EnumerateArray()
                .Select(static one => one.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString()!)]
        : body.TryGetProperty("instances", out JsonElement instances)
            ? [.. instances.EnumerateArray().Select(static one => one.GetProperty("content").GetString()!)]
        : [.. body.GetProperty(body.TryGetProperty("texts", out _) ? "texts" : "input").EnumerateArray()
            .Select(static text => text.GetString()!)];

    private static int? Dimensions(JsonElement body)
    {
        JsonElement holder = body.TryGetProperty("requests", out JsonElement requests) ? requests[0]
            : body.TryGetProperty("parameters", out JsonElement parameters) ? parameters
            : body;
        foreach (string name in new[] { "dimensions", "output_dimension", "outputDimensionality" })
        {
            if (holder.TryGetProperty(name, out JsonElement count))
            {
                return count.GetInt32();
            }
        }

        return null;
    }
}
