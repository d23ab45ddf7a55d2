using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Embeddings;

/// <summary>
/// Reads the embeddings of every protocol, by the protocol's table: one for each input and in the inputs' order. An answer that lacks one,
/// repeats one or holds one of no input is malformed.
/// </summary>
internal ref struct EmbeddingReader
{
    private readonly EmbeddingTable _table;
    private readonly EmbeddingCall _call;
    private readonly ReadOnlySpan<byte> _body;
    private readonly GeneratedEmbeddings<Embedding<float>> _embeddings;
    private string? _modelId;
    private long? _tokens;
    private int _count;
    private int _length;

    private EmbeddingReader(EmbeddingTable table, ReadOnlySpan<byte> body, EmbeddingCall call)
    {
        _table = table;
        _call = call;
        _body = body;
        _embeddings = new(call.Inputs.Count);
    }

    /// <summary>Reads a whole answer.</summary>
    /// <exception cref="ProviderException">The answer is malformed, or an error in disguise.</exception>
    public static GeneratedEmbeddings<Embedding<float>> Read(EmbeddingTable table, ReadOnlySpan<byte> body, EmbeddingCall call)
    {
        try
        {
            return new EmbeddingReader(table, body, call).ReadAnswer();
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private GeneratedEmbeddings<Embedding<float>> ReadAnswer()
    {
        for (int i = 0; i < _call.Inputs.Count; i++)
        {
            _embeddings.Add(null!); // Until its embedding is read.
        }

        Utf8JsonReader reader = new(_body, WireJson.Options);
        WireJson.Enter(ref reader);
        Item none = default;
        ReadFields(ref reader, _table.Fields.Root, ref none);
        WireJson.ExpectEnd(ref reader);

        foreach (Embedding<float>? embedding in _embeddings)
        {
            (embedding ?? throw new JsonException("The answer lacks the embedding of an input.")).ModelId = _modelId ?? _call.ModelId;
        }

        if (_tokens is { } tokens)
        {
            _embeddings.Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        }

        return _embeddings;
    }

    private void ReadFields(ref Utf8JsonReader reader, FieldPaths<EmbeddingField>.Node node, ref Item item)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            FieldPaths<EmbeddingField>.Node? field = node.Find(ref reader);
            reader.Read();
            if (field is { HasValue: true })
            {
                ReadField(ref reader, field, ref item);
            }
            else if (field is null)
            {
                reader.Skip();
            }
            else if (JsonFields.StartsObject(ref reader))
            {
                ReadFields(ref reader, field, ref item);
            }
        }
    }

    private void ReadField(ref Utf8JsonReader reader, FieldPaths<EmbeddingField>.Node field, ref Item item)
    {
        switch (field.Value.Part)
        {
            case EmbeddingPart.Items: ReadItems(ref reader, field); break;
            case EmbeddingPart.Item: ReadItem(ref reader, field); break;
            case EmbeddingPart.Vectors: ReadVectors(ref reader, field, ref item); break;
            case EmbeddingPart.Vector: item.Vector = EmbeddingVectors.Read(ref reader, _length); break;
            case EmbeddingPart.Index: item.Index = JsonFields.ReadCount(ref reader); break;
            default: ReadBeside(ref reader, field.Value); break;
        }
    }

    private void ReadBeside(ref Utf8JsonReader reader, EmbeddingField field)
    {
        switch (field.Part)
        {
            case EmbeddingPart.Model:
                _modelId = JsonFields.ReadString(ref reader);
                break;
            case EmbeddingPart.Tokens:
                _tokens = JsonFields.ReadCount(ref reader) is { } tokens ? (_tokens ?? 0) + tokens : _tokens;
                break;
            case EmbeddingPart.Usage:
                _embeddings.Usage = _table.ReadUsage!(ref reader);
                break;
            case EmbeddingPart.Property when JsonFields.ReadCount(ref reader) is { } number:
                (_embeddings.AdditionalProperties ??= [])[field.Name!] = number;
                break;
            case EmbeddingPart.Error when _table.ReadError!(ref reader, _body) is { } error:
                throw error;
        }
    }

    private void ReadItems(ref Utf8JsonReader reader, FieldPaths<EmbeddingField>.Node field)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadItem(ref reader, field);
        }
    }

    private void ReadItem(ref Utf8JsonReader reader, FieldPaths<EmbeddingField>.Node field)
    {
        if (JsonFields.StartsObject(ref reader))
        {
            Item item = default;
            ReadFields(ref reader, field, ref item);
            Place(item);
        }
    }

    // Cohere's lists stand in an object by the vectors' type; those of its first version do not.
    private void ReadVectors(ref Utf8JsonReader reader, FieldPaths<EmbeddingField>.Node field, ref Item item)
    {
        if (reader.TokenType == JsonTokenType.StartObject && field.HasChildren)
        {
            ReadFields(ref reader, field, ref item);
        }
        else if (JsonFields.StartsArray(ref reader))
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Place(new Item { Vector = EmbeddingVectors.Read(ref reader, _length) });
            }
        }
    }

    private void Place(Item item)
    {
        long index = item.Index ?? _count;
        _count++;
        if (item.Vector is not { } vector)
        {
            throw new JsonException("An embedding has no values.");
        }

        if (index < 0 || index >= _embeddings.Count || _embeddings[(int)index] is not null)
        {
            throw new JsonException($"The answer holds an embedding of input {index}, which was not asked for or is there already.");
        }

        _length = vector.Length;
        _embeddings[(int)index] = new Embedding<float>(vector);
    }

    private struct Item
    {
        public float[]? Vector;
        public long? Index;
    }
}
