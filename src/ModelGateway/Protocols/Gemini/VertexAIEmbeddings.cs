using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Catalog.Models;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// <c>:predict</c> for text embedding models, <c>:embedContent</c> for those from Gemini Embedding 2 on. Additional properties
/// <c>taskType</c> and <c>title</c> go to every input, others (<c>autoTruncate</c>) to the request.
/// </summary>
internal sealed class VertexAIEmbeddings : IEmbeddingProtocol
{
    public static readonly VertexAIEmbeddings Instance = new();

    private VertexAIEmbeddings()
    {
    }

    public int MaxInputs => 250;

    public long MaxTokens => 20_000;

    /// <summary>Gemini's embedding models take one text at a time.</summary>
    public int MaxInputsOf(string modelId) => Name(modelId).StartsWith("gemini-embedding", StringComparison.Ordinal) ? 1 : MaxInputs;

    public string GetPath(EmbeddingCall call) =>
        VertexAIProtocol.ModelPath(call.ModelId) + (EmbedsContent(call.ModelId) ? ":embedContent" : ":predict");

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call)
    {
        if (call.Inputs.Count > MaxInputsOf(call.ModelId))
        {
            throw ProtocolError.Unsupported(
                $"{call.ModelId} embeds {MaxInputsOf(call.ModelId)} texts at once on Vertex AI, not {call.Inputs.Count}: send fewer.");
        }

        GeminiEmbeddingOptions options = new(call);
        Utf8JsonWriter writer = JsonWriters.Rent(output);
        writer.WriteStartObject();
        if (EmbedsContent(call.ModelId))
        {
            GeminiEmbeddings.WriteContent(writer, call.Inputs[0]);
            options.Write(writer, static _ => true);
        }
        else
        {
            WriteInstances(writer, call.Inputs, options);
        }

        writer.WriteEndObject();
        JsonWriters.Return(writer);
    }

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) =>
        EmbeddingReader.Read(GeminiEmbeddings.Answer, body, call);

    private static void WriteInstances(Utf8JsonWriter writer, IReadOnlyList<string> inputs, GeminiEmbeddingOptions options)
    {
        object? task = options.Find("taskType");
        writer.WriteStartArray(GeminiNames.Instances);
        for (int i = 0; i < inputs.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString(GeminiNames.Content, inputs[i]);
            if (task is not null)
            {
                writer.WritePropertyName(GeminiNames.TaskType);
                ToolArguments.WriteValue(writer, task);
            }

            options.Write(writer, static name => name == "title");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (options.Any(IsParameter))
        {
            writer.WriteStartObject(GeminiNames.Parameters);
            options.Write(writer, IsParameter);
            writer.WriteEndObject();
        }
    }

    private static bool IsParameter(string name) => name is not ("taskType" or "title");

    private static bool EmbedsContent(string modelId) => Name(modelId).StartsWith("gemini-embedding-2", StringComparison.Ordinal);

    private static string Name(string modelId) => ModelSpelling.WithoutPath(modelId).ToString();
}
