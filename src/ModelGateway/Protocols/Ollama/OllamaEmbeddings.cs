using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// <c>api/embed</c>. Inputs longer than the model's context are cut unless an additional property <c>truncate</c> says false.
/// </summary>
internal sealed class OllamaEmbeddings : IEmbeddingProtocol
{
    public static readonly OllamaEmbeddings Instance = new();

    private OllamaEmbeddings()
    {
    }

    /// <summary>Ollama names no limit; this one keeps a request from occupying the server for long.</summary>
    public int MaxInputs => 512;

    public string GetPath(EmbeddingCall call) => "api/embed";

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call)
    {
        Utf8JsonWriter writer = JsonWriters.Rent(output);
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
            writer.WriteNumber("dimensions"u8, dimensions);
        }

        if (call.Options?.AdditionalProperties is { Count: > 0 } extras)
        {
            WriteExtras(writer, call, extras);
        }

        call.NoteRawRepresentationFactory();

        writer.WriteEndObject();
        JsonWriters.Return(writer);
    }

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call)
    {
        try
        {
            return Read(body, call);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new ProviderException(
                new ProviderFailure(FailureKind.Malformed, $"Ollama sent embeddings that break its protocol: {exception.Message}"), exception);
        }
    }

    private static GeneratedEmbeddings<Embedding<float>> Read(ReadOnlySpan<byte> body, EmbeddingCall call)
    {
        List<float[]> vectors = new(call.Inputs.Count);
        OllamaMetrics metrics = default;
        string? model = null;
        Utf8JsonReader reader = new(body);
        if (!reader.Read() || !JsonFields.StartsObject(ref reader))
        {
            throw new JsonException("No object.");
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("embeddings"u8))
            {
                reader.Read();
                ReadVectors(ref reader, vectors);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                model = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                throw new ProviderException(OllamaErrorReader.Read(statusCode: null, body));
            }
            else if (!metrics.TryRead(ref reader))
            {
                reader.Skip();
            }
        }

        if (vectors.Count != call.Inputs.Count)
        {
            throw new JsonException($"It sent {vectors.Count} embeddings for {call.Inputs.Count} inputs.");
        }

        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector) { ModelId = model }))
        {
            Usage = metrics.ToUsage(),
            AdditionalProperties = metrics.Durations,
        };
    }

    private static void ReadVectors(ref Utf8JsonReader reader, List<float[]> vectors)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            vectors.Add(EmbeddingVectors.Read(ref reader, vectors.Count > 0 ? vectors[^1].Length : 0));
        }
    }

    private static void WriteExtras(Utf8JsonWriter writer, EmbeddingCall call, AdditionalPropertiesDictionary extras)
    {
        foreach ((string name, object? value) in extras)
        {
            if (name is "model" or "input" || (name is "dimensions" && call.Options!.Dimensions is not null))
            {
                call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request has that field already.");
            }
            else if (!OllamaExtraFields.IsOthers(name) || name is OllamaOptionWriter.Name)
            {
                OllamaExtraFields.WriteField(writer, name, value);
            }
        }

        if (extras.ContainsKey(OllamaOptionWriter.Name))
        {
            foreach (string name in extras.Keys.Where(OllamaOptionWriter.IsModelOption))
            {
                call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: put it into AdditionalProperties[\"options\"].");
            }

            return;
        }

        bool open = false;
        foreach ((string name, object? value) in extras.Where(static extra => OllamaOptionWriter.IsModelOption(extra.Key)))
        {
            if (!open)
            {
                writer.WriteStartObject("options"u8);
                open = true;
            }

            writer.WritePropertyName(name);
            ToolArguments.WriteValue(writer, value);
        }

        if (open)
        {
            writer.WriteEndObject();
        }
    }
}
