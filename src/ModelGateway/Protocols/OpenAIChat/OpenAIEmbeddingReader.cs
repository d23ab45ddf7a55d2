using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads an answer with embeddings. Each says which input it is of; one that does not is of the next.</summary>
internal sealed class OpenAIEmbeddingReader(EmbeddingCall call)
{
    private readonly float[]?[] _vectors = new float[]?[call.Inputs.Count];
    private string? _modelId;
    private UsageDetails? _usage;
    private int _read;
    private int _length;

    /// <exception cref="ProviderException">The body is malformed, lacks an input's embedding, or is an error in disguise.</exception>
    public GeneratedEmbeddings<Embedding<float>> Read(ReadOnlySpan<byte> body)
    {
        try
        {
            ReadRoot(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new ProviderException(
                new ProviderFailure(FailureKind.Malformed, $"The provider sent JSON that cannot be read: {exception.Message}"), exception);
        }

        GeneratedEmbeddings<Embedding<float>> embeddings = new(_vectors.Length) { Usage = _usage };
        foreach (float[]? vector in _vectors)
        {
            embeddings.Add(vector is not null ? new Embedding<float>(vector) { ModelId = _modelId } : throw Malformed("lacks the embedding of an input"));
        }

        return embeddings;
    }

    private void ReadRoot(ReadOnlySpan<byte> body)
    {
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
                ReadData(ref reader);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                _modelId = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                _usage = OpenAIChatUsage.Reader.Read(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                ChatAnswerReader.ThrowIfError(ref reader, body);
            }
            else
            {
                reader.Skip();
            }
        }

        if (reader.Read())
        {
            throw JsonFields.Unexpected(reader.TokenType, "the end");
        }
    }

    private void ReadData(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                ReadItem(ref reader);
            }
        }
    }

    private void ReadItem(ref Utf8JsonReader reader)
    {
        long index = _read++;
        float[]? vector = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("embedding"u8))
            {
                reader.Read();
                vector = EmbeddingVectors.Read(ref reader, _length);
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = JsonFields.ReadCount(ref reader) ?? index;
            }
            else
            {
                reader.Skip();
            }
        }

        if (index < 0 || index >= _vectors.Length || _vectors[index] is not null)
        {
            throw Malformed($"holds an embedding of input {index}, which was not asked for or is there already");
        }

        _vectors[index] = vector is { Length: > 0 } ? vector : throw Malformed("holds an empty embedding");
        _length = vector.Length;
    }

    private static ProviderException Malformed(string what) =>
        new(new ProviderFailure(FailureKind.Malformed, $"The provider's answer {what}."));
}
