using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Mistral's embeddings. Numbers come as text, or as base64 where the additional property <c>encoding_format</c> says so.</summary>
internal sealed class MistralEmbeddings : IEmbeddingProtocol
{
    public static readonly MistralEmbeddings Instance = new();

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
            throw WireRequest.Unsupported("output_dtype cannot be sent: embeddings are read as floats. Leave it out.");
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
        float[]?[] vectors = new float[call.Inputs.Count][];
        string? model = null;
        UsageDetails? usage = null;
        Utf8JsonReader reader = new(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw JsonFields.Unexpected(reader.TokenType, "an answer");
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                ReadVectors(ref reader, vectors);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                model = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                usage = MistralUsage.Reader.Read(ref reader);
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8))
                {
                    throw MistralErrors.Within(body);
                }

                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        GeneratedEmbeddings<Embedding<float>> embeddings = new(vectors.Length) { Usage = usage };
        foreach (float[]? vector in vectors)
        {
            embeddings.Add(new Embedding<float>(vector ?? throw new JsonException("An input has no embedding.")) { ModelId = model ?? call.ModelId });
        }

        return embeddings;
    }

    private static void ReadVectors(ref Utf8JsonReader reader, float[]?[] vectors)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        int position = 0;
        int length = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            long? index = null;
            float[]? vector = null;
            if (!JsonFields.StartsObject(ref reader))
            {
                continue;
            }

            while (JsonFields.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("embedding"u8))
                {
                    reader.Read();
                    vector = EmbeddingVectors.Read(ref reader, length);
                    length = vector.Length;
                }
                else if (reader.ValueTextEquals("index"u8))
                {
                    reader.Read();
                    index = JsonFields.ReadCount(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            index ??= position;
            vectors[index is >= 0 && index < vectors.Length ? index.Value : throw new JsonException("An embedding belongs to no input.")] = vector;
            position++;
        }
    }
}
