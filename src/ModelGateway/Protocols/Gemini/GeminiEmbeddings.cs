using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// <c>models/{model}:batchEmbedContents</c>. Additional properties (<c>taskType</c>, <c>title</c>) go to every input of the batch.
/// </summary>
internal sealed class GeminiEmbeddings : IEmbeddingProtocol
{
    public static readonly GeminiEmbeddings Instance = new();

    /// <summary>
    /// The answers in each of Google's forms: <c>embeddings</c> of a batch, <c>embedding</c> of one content, <c>predictions</c> of Vertex
    /// AI.
    /// </summary>
    internal static readonly EmbeddingTable Answer = new()
    {
        Fields = new(
            ("embeddings", EmbeddingPart.Items),
            ("embeddings.values", EmbeddingPart.Vector),
            ("embedding", EmbeddingPart.Item),
            ("embedding.values", EmbeddingPart.Vector),
            ("embedding.statistics.token_count", EmbeddingPart.Tokens),
            ("predictions", EmbeddingPart.Items),
            ("predictions.embeddings.values", EmbeddingPart.Vector),
            ("predictions.embeddings.statistics.token_count", EmbeddingPart.Tokens),
            ("usageMetadata.promptTokenCount", EmbeddingPart.Tokens),
            ("error", EmbeddingPart.Error)),
        ReadError = static (ref reader, body) => ErrorBody.IsError(ref reader, body)
            ? new ProviderException(GeminiErrorReader.ReadEmbedded(body))
            : null,
    };

    private GeminiEmbeddings()
    {
    }

    public int MaxInputs => 100;

    public string GetPath(EmbeddingCall call) => GeminiModel.Path(call.ModelId) + ":batchEmbedContents";

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call)
    {
        GeminiEmbeddingOptions options = new(call);
        string model = call.ModelId.Contains('/', StringComparison.Ordinal) ? call.ModelId : "models/" + call.ModelId;
        Utf8JsonWriter writer = JsonWriters.Rent(output);
        writer.WriteStartObject();
        writer.WriteStartArray(GeminiNames.Requests);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString(GeminiNames.Model, model);
            WriteContent(writer, call.Inputs[i]);
            options.Write(writer, static _ => true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        JsonWriters.Return(writer);
    }

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) =>
        EmbeddingReader.Read(Answer, body, call);

    /// <summary>Writes a text as <c>content</c>.</summary>
    public static void WriteContent(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject(GeminiNames.Content);
        writer.WriteStartArray(GeminiNames.Parts);
        writer.WriteStartObject();
        writer.WriteString(GeminiNames.Text, text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
