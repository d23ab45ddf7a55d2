using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// <c>models/{model}:batchEmbedContents</c>. Additional properties (<c>taskType</c>, <c>title</c>) go to every input of the batch.
/// </summary>
internal sealed class GeminiEmbeddings : IEmbeddingProtocol
{
    public static readonly GeminiEmbeddings Instance = new();

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
        writer.WriteStartArray("requests"u8);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("model"u8, model);
            WriteContent(writer, call.Inputs[i]);
            options.Write(writer, static _ => true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        JsonWriters.Return(writer);
    }

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) => GeminiEmbeddingReader.Read(body, call);

    /// <summary>Writes a text as <c>content</c>.</summary>
    public static void WriteContent(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject("content"u8);
        writer.WriteStartArray("parts"u8);
        writer.WriteStartObject();
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
