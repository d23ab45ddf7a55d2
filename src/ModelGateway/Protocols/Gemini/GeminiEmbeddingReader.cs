using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// Reads embeddings in each of Google's forms: <c>embeddings</c> of a batch, <c>embedding</c> of one content, <c>predictions</c> of Vertex AI.
/// </summary>
internal static class GeminiEmbeddingReader
{
    public static GeneratedEmbeddings<Embedding<float>> Read(ReadOnlySpan<byte> body, EmbeddingCall call)
    {
        try
        {
            List<float[]> vectors = new(call.Inputs.Count);
            long? tokens = null;
            Utf8JsonReader reader = WireJson.Open(body);
            while (JsonFields.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("error"u8))
                {
                    throw new ProviderException(GeminiErrorReader.ReadEmbedded(body));
                }

                ReadProperty(ref reader, vectors, ref tokens);
            }

            if (vectors.Count != call.Inputs.Count)
            {
                throw new JsonException($"It sent {vectors.Count} embeddings for {call.Inputs.Count} inputs.");
            }

            return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector) { ModelId = call.ModelId }))
            {
                Usage = tokens is null ? null : new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens },
            };
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private static void ReadProperty(ref Utf8JsonReader reader, List<float[]> vectors, ref long? tokens)
    {
        if (reader.ValueTextEquals("embeddings"u8) || reader.ValueTextEquals("predictions"u8))
        {
            reader.Read();
            WireJson.Expect(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                vectors.Add(ReadEmbedding(ref reader, ref tokens) ?? throw new JsonException("An embedding has no values."));
            }
        }
        else if (reader.ValueTextEquals("embedding"u8))
        {
            reader.Read();
            vectors.Add(ReadEmbedding(ref reader, ref tokens) ?? throw new JsonException("The embedding has no values."));
        }
        else if (reader.ValueTextEquals("usageMetadata"u8))
        {
            reader.Read();
            ReadTokens(ref reader, "promptTokenCount"u8, ref tokens);
        }
        else
        {
            reader.Skip();
        }
    }

    // A prediction holds its values one level further down, beside their statistics.
    private static float[]? ReadEmbedding(ref Utf8JsonReader reader, ref long? tokens)
    {
        float[]? values = null;
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("values"u8))
            {
                reader.Read();
                values = EmbeddingVectors.Read(ref reader, expected: 0);
            }
            else if (reader.ValueTextEquals("embeddings"u8))
            {
                reader.Read();
                values = ReadEmbedding(ref reader, ref tokens);
            }
            else if (reader.ValueTextEquals("statistics"u8))
            {
                reader.Read();
                ReadTokens(ref reader, "token_count"u8, ref tokens);
            }
            else
            {
                reader.Skip();
            }
        }

        return values;
    }

    private static void ReadTokens(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref long? tokens)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool counts = reader.ValueTextEquals(name);
            reader.Read();
            if (counts && JsonFields.ReadCount(ref reader) is { } count)
            {
                tokens = (tokens ?? 0) + count;
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
