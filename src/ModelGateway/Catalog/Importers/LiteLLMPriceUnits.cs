using System.Collections.Frozen;

namespace ModelGateway.Catalog.Importers;

/// <summary>The units of LiteLLM's prices, and how many of LiteLLM's units one of the catalog's is.</summary>
internal static class LiteLLMPriceUnits
{
    private const decimal PerMillion = 1_000_000m;
    private const decimal PerThousand = 1_000m;

    private static readonly FrozenDictionary<string, (PriceUnit Unit, decimal Factor)> Units = new Dictionary<string, (PriceUnit, decimal)>
    {
        ["input_cost_per_token"] = (PriceUnit.Input, PerMillion),
        ["output_cost_per_token"] = (PriceUnit.Output, PerMillion),
        ["output_cost_per_reasoning_token"] = (PriceUnit.Reasoning, PerMillion),
        ["cache_read_input_token_cost"] = (PriceUnit.CacheRead, PerMillion),
        ["input_cost_per_token_cache_hit"] = (PriceUnit.CacheRead, PerMillion),
        ["cache_creation_input_token_cost"] = (PriceUnit.CacheWrite, PerMillion),
        ["input_cost_per_audio_token"] = (PriceUnit.AudioInput, PerMillion),
        ["output_cost_per_audio_token"] = (PriceUnit.AudioOutput, PerMillion),
        ["cache_read_input_audio_token_cost"] = (PriceUnit.AudioCacheRead, PerMillion),
        ["cache_creation_input_audio_token_cost"] = (PriceUnit.AudioCacheWrite, PerMillion),
        ["input_cost_per_image_token"] = (PriceUnit.ImageInput, PerMillion),
        ["output_cost_per_image_token"] = (PriceUnit.ImageOutput, PerMillion),
        ["cache_read_input_image_token_cost"] = (PriceUnit.ImageCacheRead, PerMillion),
        ["input_cost_per_video_token"] = (PriceUnit.VideoInput, PerMillion),
        ["output_cost_per_video_token"] = (PriceUnit.VideoOutput, PerMillion),
        ["cache_read_input_video_token_cost"] = (PriceUnit.VideoCacheRead, PerMillion),
        ["citation_cost_per_token"] = (PriceUnit.Citation, PerMillion),
        ["input_cost_per_character"] = (PriceUnit.InputCharacter, PerMillion),
        ["output_cost_per_character"] = (PriceUnit.OutputCharacter, PerMillion),
        ["input_cost_per_request"] = (PriceUnit.Request, PerThousand),
        ["input_cost_per_query"] = (PriceUnit.Request, PerThousand),
        ["input_cost_per_image"] = (PriceUnit.ImageInputItem, 1),
        ["output_cost_per_image"] = (PriceUnit.ImageOutputItem, 1),
        ["input_cost_per_audio_per_second"] = (PriceUnit.AudioInputSecond, 1),
        ["input_cost_per_video_per_second"] = (PriceUnit.VideoInputSecond, 1),
        ["ocr_cost_per_page"] = (PriceUnit.Page, 1),
        ["code_interpreter_cost_per_session"] = (PriceUnit.CodeSession, 1),
        ["computer_use_input_cost_per_1k_tokens"] = (PriceUnit.ComputerUseInput, PerThousand),
        ["computer_use_output_cost_per_1k_tokens"] = (PriceUnit.ComputerUseOutput, PerThousand),
        ["file_search_cost_per_1k_calls"] = (PriceUnit.FileSearch, 1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a field is a price, also one of a unit that the catalog does not have.</summary>
    public static bool IsPrice(string name) =>
        name.Contains("_cost", StringComparison.Ordinal) && !name.StartsWith("search_context", StringComparison.Ordinal);

    /// <summary>The unit of a price; null, with the reason, where the catalog has none.</summary>
    /// <param name="field">The price.</param>
    /// <param name="mode">LiteLLM's mode of the model.</param>
    /// <param name="factor">How many of LiteLLM's units one of the catalog's is.</param>
    /// <param name="reason">Why there is no unit.</param>
    public static PriceUnit? Find(in LiteLLMPriceField field, string? mode, out decimal factor, out string reason)
    {
        factor = 1;
        reason = "no unit of ours";
        if (field.Seconds > 0)
        {
            reason = "depends on the length of a video";
            return null;
        }

        if (field.Base is "input_cost_per_second" or "output_cost_per_second")
        {
            reason = "seconds of something else than audio heard or spoken";
            return FindSecond(field.Base, mode);
        }

        if (!Units.TryGetValue(field.Base, out var known))
        {
            return null;
        }

        factor = known.Factor;
        if (!field.OneHour)
        {
            return known.Unit;
        }

        return known.Unit == PriceUnit.CacheWrite ? PriceUnit.CacheWrite1Hour : null;
    }

    // In other modes the seconds are those of reserved capacity.
    private static PriceUnit? FindSecond(string name, string? mode) => (name, mode) switch
    {
        ("input_cost_per_second", "audio_transcription") => PriceUnit.AudioInputSecond,
        ("output_cost_per_second", "audio_speech") => PriceUnit.AudioOutputSecond,
        _ => null,
    };
}
