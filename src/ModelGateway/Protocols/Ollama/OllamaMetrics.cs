using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary>The counts and durations in the object that ends an answer.</summary>
internal struct OllamaMetrics
{
    private static readonly FieldPaths<string> DurationNames = new(
        ("total_duration", "total_duration"),
        ("load_duration", "load_duration"),
        ("prompt_eval_duration", "prompt_eval_duration"),
        ("eval_duration", "eval_duration"));

    private UsageDetails? _usage;

    /// <summary>How long the server took for each step, in nanoseconds, under Ollama's names; null where it did not say.</summary>
    public AdditionalPropertiesDictionary? Durations { get; private set; }

    /// <summary>Reads the property that the reader stands on, if it is one of them.</summary>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        if (OllamaUsage.Reader.TryReadField(ref reader, ref _usage))
        {
            return true;
        }

        if (DurationNames.Root.Find(ref reader) is not { } duration)
        {
            return false;
        }

        if (JsonFields.ReadCountValue(ref reader) is { } nanoseconds)
        {
            (Durations ??= [])[duration.Value!] = nanoseconds;
        }

        return true;
    }

    /// <summary>The tokens; null where none were counted.</summary>
    public readonly UsageDetails? ToUsage()
    {
        if (_usage is not { } usage || (usage.InputTokenCount is null && usage.OutputTokenCount is null))
        {
            return null;
        }

        OllamaUsage.Reader.Settle(usage);
        return usage;
    }
}
