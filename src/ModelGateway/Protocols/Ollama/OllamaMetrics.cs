using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary>The counts and durations that end an answer.</summary>
internal sealed class OllamaMetrics
{
    private long? _promptTokens;
    private long? _tokens;
    private long? _total;
    private long? _load;
    private long? _promptTime;
    private long? _time;

    /// <summary>Reads the property that the reader stands on, if it is one of them.</summary>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("prompt_eval_count"u8))
        {
            _promptTokens = Next(ref reader);
        }
        else if (reader.ValueTextEquals("eval_count"u8))
        {
            _tokens = Next(ref reader);
        }
        else if (reader.ValueTextEquals("total_duration"u8))
        {
            _total = Next(ref reader);
        }
        else if (reader.ValueTextEquals("load_duration"u8))
        {
            _load = Next(ref reader);
        }
        else if (reader.ValueTextEquals("prompt_eval_duration"u8))
        {
            _promptTime = Next(ref reader);
        }
        else if (reader.ValueTextEquals("eval_duration"u8))
        {
            _time = Next(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>The tokens; those of thinking are among the output's, and not told apart.</summary>
    public UsageDetails? ToUsage() => _promptTokens is null && _tokens is null ? null : new UsageDetails
    {
        InputTokenCount = _promptTokens,
        OutputTokenCount = _tokens,
        TotalTokenCount = (_promptTokens ?? 0) + (_tokens ?? 0),
    };

    public AdditionalPropertiesDictionary? ToDurations()
    {
        AdditionalPropertiesDictionary? durations = null;
        Add(ref durations, "total_duration", _total);
        Add(ref durations, "load_duration", _load);
        Add(ref durations, "prompt_eval_duration", _promptTime);
        Add(ref durations, "eval_duration", _time);
        return durations;
    }

    private static void Add(ref AdditionalPropertiesDictionary? durations, string name, long? value)
    {
        if (value is { } nanoseconds)
        {
            (durations ??= [])[name] = nanoseconds;
        }
    }

    private static long? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return JsonFields.ReadCount(ref reader);
    }
}
