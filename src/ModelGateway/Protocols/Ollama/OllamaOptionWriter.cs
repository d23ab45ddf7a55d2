using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// <c>options</c>: how the model samples and is loaded. Additional properties with the names of such options are written there, and an
/// additional property <c>options</c> is merged into it.
/// </summary>
internal ref struct OllamaOptionWriter
{
    public const string Name = "options";

    private readonly Utf8JsonWriter _writer;
    private readonly ChatCall _call;
    private readonly ChatOptions? _options;
    private bool _open;

    private OllamaOptionWriter(Utf8JsonWriter writer, ChatCall call)
    {
        _writer = writer;
        _call = call;
        _options = call.Options;
    }

    public static void Write(Utf8JsonWriter writer, ChatCall call) => new OllamaOptionWriter(writer, call).Write();

    /// <summary>Whether the name is that of a model's option, rather than of a field of the request.</summary>
    public static bool IsModelOption(string name) => name switch
    {
        "num_keep" or "seed" or "num_predict" or "top_k" or "top_p" or "min_p" or "typical_p" or "tfs_z" or "repeat_last_n" or "temperature"
            or "repeat_penalty" or "presence_penalty" or "frequency_penalty" or "mirostat" or "mirostat_tau" or "mirostat_eta"
            or "penalize_newline" or "stop" => true,
        "num_ctx" or "num_batch" or "num_gpu" or "main_gpu" or "low_vram" or "f16_kv" or "logits_all" or "vocab_only" or "use_mmap"
            or "use_mlock" or "num_thread" or "num_gqa" or "numa" => true,
        _ => false,
    };

    private void Write()
    {
        if (_call.MaxOutputTokens is { } limit)
        {
            Property(OllamaNames.NumPredict);
            _writer.WriteNumberValue(limit);
        }

        if (_options is not null)
        {
            WriteSampling(_options);
            if (_options.AdditionalProperties is { Count: > 0 } extras)
            {
                WriteExtras(extras);
            }
        }

        if (_open)
        {
            _writer.WriteEndObject();
        }
    }

    private void WriteSampling(ChatOptions options)
    {
        Number(OllamaNames.Temperature, options.Temperature);
        Number(OllamaNames.TopP, options.TopP);
        Number(OllamaNames.PresencePenalty, options.PresencePenalty);
        Number(OllamaNames.FrequencyPenalty, options.FrequencyPenalty);
        if (options.TopK is { } topK)
        {
            Property(OllamaNames.TopK);
            _writer.WriteNumberValue(topK);
        }

        if (options.Seed is { } seed)
        {
            Property(OllamaNames.Seed);
            _writer.WriteNumberValue(seed);
        }

        WriteStops();
    }

    private void WriteStops()
    {
        StopSequences stops = new(_call, OllamaRequestWriter.Service);
        if (stops.Any)
        {
            Property(OllamaNames.Stop);
            stops.Write(_writer);
        }
    }

    private void WriteExtras(AdditionalPropertiesDictionary extras)
    {
        foreach ((string name, object? value) in extras)
        {
            if (IsModelOption(name))
            {
                WriteExtra(name, value);
            }
        }

        if (!extras.TryGetValue(Name, out object? given))
        {
            return;
        }

        JsonElement merged = given is JsonElement element ? element
            : given is null ? default
            : JsonSerializer.SerializeToElement(given, AIJsonUtilities.DefaultOptions.GetTypeInfo(given.GetType()));
        if (merged.ValueKind != JsonValueKind.Object)
        {
            _call.Notes.Add("AdditionalProperties[\"options\"] was not sent: it is no JSON object.");
            return;
        }

        foreach (JsonProperty property in merged.EnumerateObject())
        {
            if (IsModelOption(property.Name) && extras.ContainsKey(property.Name))
            {
                _call.Notes.Add($"options.{property.Name} of AdditionalProperties was not sent: AdditionalProperties names it twice.");
            }
            else
            {
                WriteExtra(property.Name, property.Value);
            }
        }
    }

    private void WriteExtra(string name, object? value)
    {
        if (IsWritten(name))
        {
            _call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request has that option already.");
            return;
        }

        Open();
        _writer.WritePropertyName(name);
        ToolArguments.WriteValue(_writer, value);
    }

    private readonly bool IsWritten(string name) => name switch
    {
        "num_predict" => _call.MaxOutputTokens is not null,
        "temperature" => _options!.Temperature is not null,
        "top_p" => _options!.TopP is not null,
        "top_k" => _options!.TopK is not null,
        "presence_penalty" => _options!.PresencePenalty is not null,
        "frequency_penalty" => _options!.FrequencyPenalty is not null,
        "seed" => _options!.Seed is not null,
        "stop" => _options!.StopSequences is { Count: > 0 },
        _ => false,
    };

    private void Number(ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            Property(name);
            _writer.WriteNumberValue(number);
        }
    }

    private void Property(ReadOnlySpan<byte> name)
    {
        Open();
        _writer.WritePropertyName(name);
    }

    private void Open()
    {
        if (!_open)
        {
            _writer.WriteStartObject(OllamaNames.Options);
            _open = true;
        }
    }
}
