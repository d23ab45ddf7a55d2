using System.Collections.Frozen;
using ModelGateway.Capabilities;

namespace ModelGateway.Catalog.Importers;

/// <summary>The meaning of OpenRouter's names of parameters, modalities, prices and tokenizers.</summary>
internal static class OpenRouterVocabulary
{
    /// <summary>
    /// The capabilities that OpenRouter lists for every model that has them: a model without any of their names lacks the capability.
    /// Parallel tool calls, web searches and files are not listed for all models that have them.
    /// </summary>
    public const CapabilityFlags Exhaustive =
        CapabilityFlags.Tools | CapabilityFlags.ForcedTools | CapabilityFlags.JsonSchema | CapabilityFlags.JsonObject
        | CapabilityFlags.Reasoning | CapabilityFlags.Seed | CapabilityFlags.Sampling | CapabilityFlags.TopK | CapabilityFlags.Penalties
        | CapabilityFlags.StopSequences | CapabilityFlags.LogProbs;

    /// <summary>The input modalities that OpenRouter lists for every model that has them.</summary>
    public const CapabilityFlags InputModalities = CapabilityFlags.ImageInput | CapabilityFlags.AudioInput | CapabilityFlags.VideoInput;

    /// <summary>The output modalities that OpenRouter lists for every model that has them.</summary>
    public const CapabilityFlags OutputModalities = CapabilityFlags.ImageOutput | CapabilityFlags.AudioOutput;

    private const decimal PerMillion = 1_000_000m;
    private const decimal PerThousand = 1_000m;

    /// <summary>The unit of each price, and how many of OpenRouter's units one of the catalog's is.</summary>
    public static readonly FrozenDictionary<string, (PriceUnit Unit, decimal Factor)> Prices =
        new Dictionary<string, (PriceUnit, decimal)>
        {
            ["prompt"] = (PriceUnit.Input, PerMillion),
            ["completion"] = (PriceUnit.Output, PerMillion),
            ["request"] = (PriceUnit.Request, PerThousand),
            ["audio"] = (PriceUnit.AudioInput, PerMillion),
            ["audio_output"] = (PriceUnit.AudioOutput, PerMillion),
            ["image"] = (PriceUnit.ImageInputItem, 1m),
            ["image_token"] = (PriceUnit.ImageInput, PerMillion),
            ["image_output"] = (PriceUnit.ImageOutputItem, 1m),
            ["input_audio_cache"] = (PriceUnit.AudioCacheRead, PerMillion),
            ["input_cache_read"] = (PriceUnit.CacheRead, PerMillion),
            ["input_cache_write"] = (PriceUnit.CacheWrite, PerMillion),
            ["input_cache_write_1h"] = (PriceUnit.CacheWrite1Hour, PerMillion),
            ["internal_reasoning"] = (PriceUnit.Reasoning, PerMillion),
            ["web_search"] = (PriceUnit.WebSearch, PerThousand),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly FrozenDictionary<string, CapabilityFlags> Parameters = new Dictionary<string, CapabilityFlags>
    {
        ["tools"] = CapabilityFlags.Tools,
        ["tool_choice"] = CapabilityFlags.ForcedTools,
        ["parallel_tool_calls"] = CapabilityFlags.ParallelTools,
        ["structured_outputs"] = CapabilityFlags.JsonSchema,
        ["response_format"] = CapabilityFlags.JsonObject,
        ["reasoning"] = CapabilityFlags.Reasoning,
        ["include_reasoning"] = CapabilityFlags.Reasoning,
        ["reasoning_effort"] = CapabilityFlags.Reasoning,
        ["seed"] = CapabilityFlags.Seed,
        ["temperature"] = CapabilityFlags.Sampling,
        ["top_p"] = CapabilityFlags.Sampling,
        ["top_k"] = CapabilityFlags.TopK,
        ["frequency_penalty"] = CapabilityFlags.Penalties,
        ["presence_penalty"] = CapabilityFlags.Penalties,
        ["stop"] = CapabilityFlags.StopSequences,
        ["logprobs"] = CapabilityFlags.LogProbs,
        ["top_logprobs"] = CapabilityFlags.LogProbs,
        ["web_search_options"] = CapabilityFlags.WebSearch,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The capability of an output modality; none for text and embeddings, null for an unknown one.</summary>
    public static CapabilityFlags? Output(string modality) =>
        modality == "embeddings" ? CapabilityFlags.None : LiteLLMFlags.Output(modality);

    /// <summary>The tokenizer family for OpenRouter's name of it; null where the name means none.</summary>
    public static string? Tokenizer(string name, string model) => name switch
    {
        "Other" or "Router" => null,
        "GPT" => IsOlderThanGpt4o(model) ? TokenizerFamilies.Cl100K : TokenizerFamilies.O200K,
        "Claude" => TokenizerFamilies.Claude,
        "Gemini" or "Gemma" => TokenizerFamilies.Gemini,
        "Llama3" or "Llama4" => TokenizerFamilies.Llama,
        "Qwen" or "Qwen3" => TokenizerFamilies.Qwen,
        _ => name.ToLowerInvariant(),
    };

    private static bool IsOlderThanGpt4o(string model)
    {
        string name = model[(model.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return name == "gpt-4"
            || name.StartsWith("gpt-3.5", StringComparison.Ordinal)
            || name.StartsWith("gpt-4-", StringComparison.Ordinal);
    }
}
