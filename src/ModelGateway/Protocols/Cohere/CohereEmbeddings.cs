using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
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

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call)
    {
        try
        {
            return ReadRoot(body, call);
        }
        catch (Exception exception) when (MalformedAnswer.IsMalformed(exception))
        {
            throw MalformedAnswer.From(exception);
        }
    }

    private static GeneratedEmbeddings<Embedding<float>> ReadRoot(ReadOnlySpan<byte> body, EmbeddingCall call)
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = new(call.Inputs.Count);
        Utf8JsonReader reader = new(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw JsonFields.Unexpected(reader.TokenType, "an answer");
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("embeddings"u8))
            {
                reader.Read();
                ReadEmbeddings(ref reader, embeddings, call);
            }
            else if (reader.ValueTextEquals("meta"u8))
            {
                reader.Read();
                embeddings.Usage = CohereUsage.Read(ref reader);
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                throw CohereErrors.Within(JsonFields.ReadString(ref reader) ?? "");
            }
            else
            {
                reader.Skip();
            }
        }

        return embeddings.Count == call.Inputs.Count
            ? embeddings
            : throw new JsonException($"{embeddings.Count} embeddings came for {call.Inputs.Count} inputs.");
    }

    /// <summary>An object by type, or version 1's bare array.</summary>
    private static void ReadEmbeddings(ref Utf8JsonReader reader, GeneratedEmbeddings<Embedding<float>> embeddings, EmbeddingCall call)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadVectors(ref reader, embeddings, call);
        }
        else if (JsonFields.StartsObject(ref reader))
        {
            while (JsonFields.NextProperty(ref reader))
            {
                bool isFloat = reader.ValueTextEquals("float"u8);
                reader.Read();
                if (isFloat && JsonFields.StartsArray(ref reader))
                {
                    ReadVectors(ref reader, embeddings, call);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private static void ReadVectors(ref Utf8JsonReader reader, GeneratedEmbeddings<Embedding<float>> embeddings, EmbeddingCall call)
    {
        int length = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            float[] vector = EmbeddingVectors.Read(ref reader, length);
            length = vector.Length;
            embeddings.Add(new Embedding<float>(vector) { ModelId = call.ModelId });
        }
    }
}
