using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Gemini;

/// <summary>The options of an embedding request under Google's names; the dimensions are among them.</summary>
internal sealed class GeminiEmbeddingOptions
{
    private readonly List<KeyValuePair<string, object?>> _fields = [];

    public GeminiEmbeddingOptions(EmbeddingCall call)
    {
        EmbeddingGenerationOptions? options = call.Options;
        if (options?.Dimensions is { } dimensions)
        {
            _fields.Add(new("outputDimensionality", dimensions));
        }

        foreach ((string key, object? value) in options?.AdditionalProperties ?? [])
        {
            Add(key, value, call.Notes);
        }

        if (options?.RawRepresentationFactory is not null)
        {
            call.Notes.Add(
                "RawRepresentationFactory was not used: the gateway writes the request itself; set AdditionalProperties instead.");
        }
    }

    private void Add(string key, object? value, CallNotes notes)
    {
        // Google documents both spellings.
        string name = key switch
        {
            "task_type" => "taskType",
            "output_dimensionality" => "outputDimensionality",
            "auto_truncate" => "autoTruncate",
            _ => key,
        };
        if (name.StartsWith("modelgateway.", StringComparison.Ordinal))
        {
            return;
        }

        if (name is "model" or "content" or "requests" or "instances" || _fields.Exists(field => field.Key == name))
        {
            notes.Add($"AdditionalProperties[\"{key}\"] was not sent: the request already has this field.");
        }
        else if (GeminiRequestWriter.IsJson(value))
        {
            _fields.Add(new(name, value));
        }
        else
        {
            notes.Add($"AdditionalProperties[\"{key}\"] was not sent: a {value!.GetType().Name} is no JSON.");
        }
    }

    /// <summary>Writes the fields that a test picks.</summary>
    public void Write(Utf8JsonWriter writer, Func<string, bool> picks)
    {
        foreach ((string name, object? value) in _fields)
        {
            if (picks(name))
            {
                // The names are Gemini's; Vertex AI's instances have other names and are written by VertexAIEmbeddings.
                writer.WritePropertyName(name);
                ToolArguments.WriteValue(writer, value);
            }
        }
    }

    public bool Any(Func<string, bool> picks) => _fields.Exists(field => picks(field.Key));

    public object? Find(string name) => _fields.Find(field => field.Key == name).Value;
}
