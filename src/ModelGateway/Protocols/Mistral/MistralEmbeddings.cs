using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Mistral's embeddings. Numbers come as text, or as base64 where the additional property <c>encoding_format</c> says so.</summary>
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
        ReadUsage = ReadUsage,
        ReadError = ReadError,
    };

    private MistralEmbeddings()
    {
    }

    public int MaxInputs => 256;

    public long MaxTokens => 16_384;

    public string GetPath(EmbeddingCall call) => "embeddings";

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call) => WireRequest.Write(output, call, static (writer, call) =>
    {
        AdditionalPropertiesDictionary? properties = call.Options?.AdditionalProperties;
        if (properties is not null && properties.ContainsKey("output_dtype") && ContentOrigin.ReadString(properties, "output_dtype") is not "float")
        {
            throw ProtocolError.Unsupported("output_dtype cannot be sent: embeddings are read as floats. Leave it out.");
        }

        writer.WriteStartObject();
        writer.WriteString("model"u8, call.ModelId);
        writer.WriteStartArray("input"u8);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            writer.WriteStringValue(call.Inputs[i]);
        }

        writer.WriteEndArray();
        if (call.Options?.Dimensions is { } dimensions)
        {
            writer.WriteNumber("output_dimension"u8, dimensions);
        }

        call.NoteRawRepresentationFactory();
        ExtraFields.Write(
            writer, call, properties, name => name is "model" or "input" || (name == "output_dimension" && call.Options?.Dimensions is not null));
        writer.WriteEndObject();
    });

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) => EmbeddingReader.Read(Answer, body, call);

    private static UsageDetails? ReadUsage(ref Utf8JsonReader reader)
    {
        string? serviceTier = null;
        return MistralUsageReader.Read(ref reader, ref serviceTier);
    }

    private static ProviderException? ReadError(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        bool isError = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8);
        reader.Skip();
        return isError ? MistralErrors.Within(body) : null;
    }
}
