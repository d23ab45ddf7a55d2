using System.Collections.Frozen;
using ModelGateway.Capabilities;

namespace ModelGateway.Catalog.Importers;

/// <summary>What OpenRouter's words for parameters, modalities and tokenizers mean.</summary>
internal static class OpenRouterVocabulary
{
    /// <summary>
    /// What OpenRouter lists of every model that has it: a model whose list lacks all the words for one of these has it not, and what asks for
    /// it is refused or ignored there. Of parallel tools, web searches and files it lists only some.
    /// </summary>
    public const CapabilityFlags Exhaustive =
        CapabilityFlags.Tools | CapabilityFlags.ForcedTools | CapabilityFlags.JsonSchema | CapabilityFlags.JsonObject | CapabilityFlags.Reasoning | CapabilityFlags.Seed
        | CapabilityFlags.Sampling | CapabilityFlags.TopK | CapabilityFlags.Penalties | CapabilityFlags.StopSequences | CapabilityFlags.LogProbs;

    public const CapabilityFlags ExhaustiveModalities =
        CapabilityFlags.ImageInput | CapabilityFlags.AudioInput | CapabilityFlags.VideoInput | CapabilityFlags.ImageOutput | CapabilityFlags.AudioOutput;

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

    /// <summary>The family of a tokenizer; null where OpenRouter's word says none.</summary>
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
        return name.StartsWith("gpt-3.5", StringComparison.Ordinal) || name == "gpt-4" || name.StartsWith("gpt-4-", StringComparison.Ordinal);
    }
}
