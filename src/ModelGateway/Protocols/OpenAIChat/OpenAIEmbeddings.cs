using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>OpenAI's embeddings (https://platform.openai.com/docs/api-reference/embeddings), in each service's dialect.</summary>
internal sealed class OpenAIEmbeddings(ChatDialect dialect, EmbeddingDialect embeddings) : IEmbeddingProtocol
{
    private const string OwnPrefix = "modelgateway.";

    private static readonly EmbeddingTable Answer = new()
    {
        Fields = new(
            ("data", EmbeddingPart.Items),
            ("data.embedding", EmbeddingPart.Vector),
            ("data.index", EmbeddingPart.Index),
            ("model", EmbeddingPart.Model),
            ("usage", EmbeddingPart.Usage),
            ("error", EmbeddingPart.Error)),
        ReadUsage = OpenAIChatUsageReader.Read,
        ReadError = ReadError,
    };

    public int MaxInputs => embeddings.MaxInputs;

    public long MaxTokens => embeddings.MaxTokens;

    public bool HasDimensions => embeddings.Dimensions;

    public string GetPath(EmbeddingCall call) => "embeddings";

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call)
    {
        try
        {
            Utf8JsonWriter writer = JsonWriters.Rent(output);
            WriteBody(writer, call);
            JsonWriters.Return(writer);
        }
        catch (Exception exception)
            when (exception is NotSupportedException or ArgumentException or JsonException or InvalidOperationException)
        {
            throw ProtocolError.InvalidRequest(exception);
        }
    }

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) =>
        EmbeddingReader.Read(Answer, body, call);

    private static ProviderException? ReadError(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        bool isError = reader.TokenType == JsonTokenType.StartObject || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0);
        ReadOnlySpan<byte> error = JsonFields.ReadRaw(ref reader, body);
        return isError ? new ProviderException(ErrorReader.Read(statusCode: null, error)) : null;
    }

    private void WriteBody(Utf8JsonWriter writer, EmbeddingCall call)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, call.ModelId);
        writer.WriteStartArray("input"u8);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            writer.WriteStringValue(call.Inputs[i]);
        }

        writer.WriteEndArray();
        bool sized = call.Options?.Dimensions is not null && embeddings.Dimensions;
        if (sized)
        {
            writer.WriteNumber("dimensions"u8, call.Options!.Dimensions!.Value);
        }
        else if (call.Options?.Dimensions is not null)
        {
            call.Notes.OptionNotSent("Dimensions", dialect.Name + " Embeddings");
        }

        call.NoteRawRepresentationFactory();
        if (embeddings.Base64)
        {
            writer.WriteString("encoding_format"u8, "base64"u8);
        }

        if (call.Options?.AdditionalProperties is { Count: > 0 } properties)
        {
            WriteExtras(writer, call, properties, sized);
        }

        writer.WriteEndObject();
    }

    private void WriteExtras(Utf8JsonWriter writer, EmbeddingCall call, AdditionalPropertiesDictionary properties, bool sized)
    {
        foreach ((string name, object? value) in properties)
        {
            if (name.StartsWith(OwnPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (name is "model" or "input" || (name == "dimensions" && sized) || (name == "encoding_format" && embeddings.Base64))
            {
                call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request has that field already.");
                continue;
            }

            writer.WritePropertyName(name);
            ToolArguments.WriteValue(writer, value);
        }
    }
}
