using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Cohere's embeddings of texts, version 2; answers of version 1 are read as well. Models need to know the purpose: the additional property
/// <c>input_type</c> (<c>search_document</c> unless it says <c>search_query</c>, <c>classification</c> or <c>clustering</c>).
/// </summary>
internal sealed class CohereEmbeddings : IEmbeddingProtocol
{
    public static readonly CohereEmbeddings Instance = new();

    // Version 2 puts the vectors into an object, under their type.
    private static readonly EmbeddingTable Answer = new()
    {
        Fields = new(
            ("embeddings", EmbeddingPart.Vectors),
            ("embeddings.float", EmbeddingPart.Vectors),
            ("meta", EmbeddingPart.Usage),
            ("message", EmbeddingPart.Error)),
        ReadUsage = CohereUsage.Read,
        ReadError = static (ref reader, _) =>
            JsonFields.ReadString(ref reader) is { Length: > 0 } message ? CohereErrors.Within(message) : null,
    };

    private CohereEmbeddings()
    {
    }

    public int MaxInputs => 96;

    public string GetPath(EmbeddingCall call) => "v2/embed";

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call) => WireRequest.Write(output, call, WriteBody);

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) =>
        EmbeddingReader.Read(Answer, body, call);

    private static void WriteBody(Utf8JsonWriter writer, EmbeddingCall call)
    {
        AdditionalPropertiesDictionary? properties = call.Options?.AdditionalProperties;
        writer.WriteStartObject();
        writer.WriteString(CohereNames.Model, call.ModelId);
        writer.WriteStartArray(CohereNames.Texts);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            writer.WriteStringValue(call.Inputs[i]);
        }

        writer.WriteEndArray();
        if (properties?.ContainsKey("input_type") is not true)
        {
            writer.WriteString(CohereNames.InputType, "search_document"u8);
        }

        writer.WriteStartArray(CohereNames.EmbeddingTypes);
        writer.WriteStringValue(CohereNames.Float);
        writer.WriteEndArray();
        WireRequest.WriteNumber(writer, CohereNames.OutputDimension, call.Options?.Dimensions);

        call.NoteRawRepresentationFactory();
        ExtraFields.Write(writer, call, properties, new WrittenFields(call.Options?.Dimensions is not null));
        writer.WriteEndObject();
    }

    private readonly struct WrittenFields(bool dimension) : IWrittenFields
    {
        public bool IsWritten(string name) =>
            name is "model" or "texts" or "embedding_types" || (name == "output_dimension" && dimension);
    }
}
