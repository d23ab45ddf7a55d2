using System.Buffers;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Cohere's embeddings of texts, of version 2; the answers of both versions are read. Models want to know what for: the additional property
/// <c>input_type</c> (<c>search_document</c> unless it says <c>search_query</c>, <c>classification</c> or <c>clustering</c>).
/// </summary>
internal sealed class CohereEmbeddings : IEmbeddingProtocol
{
    public static readonly CohereEmbeddings Instance = new();

    // Vectors stand in an object by their type, or in version 1 without one.
    private static readonly EmbeddingTable Answer = new()
    {
        Fields = new(
            ("embeddings", EmbeddingPart.Vectors),
            ("embeddings.float", EmbeddingPart.Vectors),
            ("meta.billed_units", EmbeddingPart.Usage),
            ("message", EmbeddingPart.Error)),
        ReadUsage = CohereUsageReader.ReadBilled,
        ReadError = static (ref reader, _) => CohereErrors.Within(JsonFields.ReadString(ref reader) ?? ""),
    };

    private CohereEmbeddings()
    {
    }

    public int MaxInputs => 96;

    public string GetPath(EmbeddingCall call) => "v2/embed";

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call) => WireRequest.Write(output, call, static (writer, call) =>
    {
        AdditionalPropertiesDictionary? properties = call.Options?.AdditionalProperties;
        writer.WriteStartObject();
        writer.WriteString("model"u8, call.ModelId);
        writer.WriteStartArray("texts"u8);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            writer.WriteStringValue(call.Inputs[i]);
        }

        writer.WriteEndArray();
        if (properties?.ContainsKey("input_type") is not true)
        {
            writer.WriteString("input_type"u8, "search_document"u8);
        }

        writer.WriteStartArray("embedding_types"u8);
        writer.WriteStringValue("float"u8);
        writer.WriteEndArray();
        if (call.Options?.Dimensions is { } dimensions)
        {
            writer.WriteNumber("output_dimension"u8, dimensions);
        }

        call.NoteRawRepresentationFactory();
        ExtraFields.Write(writer, call, properties, name =>
            name is "model" or "texts" or "embedding_types" || (name == "output_dimension" && call.Options?.Dimensions is not null));
        writer.WriteEndObject();
    });

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) => EmbeddingReader.Read(Answer, body, call);
}
