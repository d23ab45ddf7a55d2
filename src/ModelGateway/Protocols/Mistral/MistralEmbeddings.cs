using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Mistral;

/// <summary>
/// Mistral's embeddings. Vectors come as arrays of numbers, or as base64 where the additional property <c>encoding_format</c> asks for it.
/// </summary>
internal sealed class MistralEmbeddings : IEmbeddingProtocol
{
    public static readonly MistralEmbeddings Instance = new();

    private static readonly EmbeddingTable Answer = new()
    {
        Fields = new(
            ("data", EmbeddingPart.Items),
            ("data.embedding", EmbeddingPart.Vector),
            ("data.index", EmbeddingPart.Index),
            ("model", EmbeddingPart.Model),
            ("usage", EmbeddingPart.Usage),
            ("object", EmbeddingPart.Error)),
        ReadUsage = MistralUsage.Reader.Read,
        ReadError = MistralErrors.Read,
    };

    private MistralEmbeddings()
    {
    }

    public int MaxInputs => 256;

    public long MaxTokens => 16_384;

    public string GetPath(EmbeddingCall call) => "embeddings";

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call) => WireRequest.Write(output, call, WriteBody);

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) =>
        EmbeddingReader.Read(Answer, body, call);

    private static void WriteBody(Utf8JsonWriter writer, EmbeddingCall call)
    {
        AdditionalPropertiesDictionary? properties = call.Options?.AdditionalProperties;
        if (properties is not null && properties.ContainsKey("output_dtype")
            && ContentOrigin.ReadString(properties, "output_dtype") is not "float")
        {
            throw ProtocolError.Unsupported("output_dtype cannot be sent: embeddings are read as floats. Leave it out.");
        }

        writer.WriteStartObject();
        writer.WriteString(OpenAIChatNames.Model, call.ModelId);
        writer.WriteStartArray(OpenAIChatNames.Input);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            writer.WriteStringValue(call.Inputs[i]);
        }

        writer.WriteEndArray();
        WireRequest.WriteNumber(writer, MistralNames.OutputDimension, call.Options?.Dimensions);

        call.NoteRawRepresentationFactory();
        ExtraFields.Write(writer, call, properties, new WrittenFields(call.Options?.Dimensions is not null));
        writer.WriteEndObject();
    }

    private readonly struct WrittenFields(bool dimension) : IWrittenFields
    {
        public bool IsWritten(string name) => name is "model" or "input" || (name == "output_dimension" && dimension);
    }
}
