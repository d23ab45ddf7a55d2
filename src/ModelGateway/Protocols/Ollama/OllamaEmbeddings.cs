using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// <c>api/embed</c>. Ollama cuts inputs that are longer than the model's context unless the additional property <c>truncate</c> is false.
/// </summary>
internal sealed class OllamaEmbeddings : IEmbeddingProtocol
{
    public static readonly OllamaEmbeddings Instance = new();

    private static readonly EmbeddingTable Answer = new()
    {
        Fields = new(
            ("embeddings", EmbeddingPart.Vectors),
            ("model", EmbeddingPart.Model),
            ("prompt_eval_count", EmbeddingPart.Tokens),
            ("total_duration", new(EmbeddingPart.Property, "total_duration")),
            ("load_duration", new(EmbeddingPart.Property, "load_duration")),
            ("error", EmbeddingPart.Error)),
        ReadError = static (ref reader, body) => ErrorBody.IsError(ref reader, body)
            ? new ProviderException(OllamaErrorReader.Read(statusCode: null, body))
            : null,
    };

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
        writer.WriteString(OllamaNames.Model, call.ModelId);
        writer.WriteStartArray(OllamaNames.Input);
        for (int i = 0; i < call.Inputs.Count; i++)
        {
            writer.WriteStringValue(call.Inputs[i]);
        }

        writer.WriteEndArray();
        WireRequest.WriteNumber(writer, OllamaNames.Dimensions, call.Options?.Dimensions);

        if (call.Options?.AdditionalProperties is { Count: > 0 } extras)
        {
            WriteExtras(writer, call, extras);
        }

        call.NoteRawRepresentationFactory();

        writer.WriteEndObject();
        JsonWriters.Return(writer);
    }

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) =>
        EmbeddingReader.Read(Answer, body, call);

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

        WriteModelOptions(writer, extras);
    }

    private static void WriteModelOptions(Utf8JsonWriter writer, AdditionalPropertiesDictionary extras)
    {
        bool open = false;
        foreach ((string name, object? value) in extras.Where(static extra => OllamaOptionWriter.IsModelOption(extra.Key)))
        {
            if (!open)
            {
                writer.WriteStartObject(OllamaNames.Options);
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
