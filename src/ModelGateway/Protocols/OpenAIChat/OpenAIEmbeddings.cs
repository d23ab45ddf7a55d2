using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>OpenAI's embeddings (https://platform.openai.com/docs/api-reference/embeddings), in each service's dialect.</summary>
internal sealed class OpenAIEmbeddings(ChatDialect dialect, EmbeddingDialect embeddings) : IEmbeddingProtocol
{
    private static readonly EmbeddingTable Answer = new()
    {
        Fields = new(
            ("data", EmbeddingPart.Items),
            ("data.embedding", EmbeddingPart.Vector),
            ("data.index", EmbeddingPart.Index),
            ("model", EmbeddingPart.Model),
            ("usage", EmbeddingPart.Usage),
            ("error", EmbeddingPart.Error)),
        ReadUsage = OpenAIChatUsage.Reader.Read,
        ReadError = ChatAnswerReader.ReadError,
    };

    public int MaxInputs => embeddings.MaxInputs;

    public long MaxTokens => embeddings.MaxTokens;

    public bool HasDimensions => embeddings.Dimensions;

    public string GetPath(EmbeddingCall call) => "embeddings";

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call) => WireRequest.Write(
        output, (Protocol: this, Call: call), static (writer, request) => request.Protocol.WriteBody(writer, request.Call));

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) =>
        EmbeddingReader.Read(Answer, body, call);

    private void WriteBody(Utf8JsonWriter writer, EmbeddingCall call)
    {
        writer.WriteStartObject();
        writer.WriteString(OpenAIChatNames.Model, call.ModelId);
        writer.WriteStartArray(OpenAIChatNames.Input);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            writer.WriteStringValue(call.Inputs[i]);
        }

        writer.WriteEndArray();
        bool hasDimensions = call.Options?.Dimensions is not null && embeddings.Dimensions;
        if (hasDimensions)
        {
            writer.WriteNumber(OpenAIChatNames.Dimensions, call.Options!.Dimensions!.Value);
        }
        else if (call.Options?.Dimensions is not null)
        {
            call.Notes.OptionNotSent("Dimensions", dialect.Name + " Embeddings");
        }

        call.NoteRawRepresentationFactory();
        if (embeddings.Base64)
        {
            writer.WriteString(OpenAIChatNames.EncodingFormat, "base64"u8);
        }

        ExtraFields.Write(writer, call, call.Options?.AdditionalProperties, new WrittenFields(hasDimensions, embeddings.Base64));
        writer.WriteEndObject();
    }

    private readonly struct WrittenFields(bool dimensions, bool format) : IWrittenFields
    {
        public bool IsWritten(string name) => name switch
        {
            "model" or "input" => true,
            "dimensions" => dimensions,
            "encoding_format" => format,
            _ => false,
        };
    }
}
