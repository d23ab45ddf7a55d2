using System.Collections.Frozen;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// The units of the prices in genai-prices. They are the catalog's: per million tokens (<c>_mtok</c>) and per thousand calls
/// (<c>_kcount</c>).
/// </summary>
internal static class GenAiPriceUnits
{
    public static readonly FrozenDictionary<string, PriceUnit> Units = new Dictionary<string, PriceUnit>
    {
        ["input_mtok"] = PriceUnit.Input,
        ["output_mtok"] = PriceUnit.Output,
        ["output_reasoning_mtok"] = PriceUnit.Reasoning,
        ["output_citation_mtok"] = PriceUnit.Citation,
        ["cache_read_mtok"] = PriceUnit.CacheRead,
        ["cache_write_mtok"] = PriceUnit.CacheWrite,
        ["cache_write_1h_mtok"] = PriceUnit.CacheWrite1Hour,
        ["input_audio_mtok"] = PriceUnit.AudioInput,
        ["cache_audio_read_mtok"] = PriceUnit.AudioCacheRead,
        ["cache_audio_write_mtok"] = PriceUnit.AudioCacheWrite,
        ["output_audio_mtok"] = PriceUnit.AudioOutput,
        ["input_image_mtok"] = PriceUnit.ImageInput,
        ["cache_image_read_mtok"] = PriceUnit.ImageCacheRead,
        ["output_image_mtok"] = PriceUnit.ImageOutput,
        ["input_video_mtok"] = PriceUnit.VideoInput,
        ["cache_video_read_mtok"] = PriceUnit.VideoCacheRead,
        ["output_video_mtok"] = PriceUnit.VideoOutput,
        ["requests_kcount"] = PriceUnit.Request,
        ["web_searches_kcount"] = PriceUnit.WebSearch,
        ["file_searches_kcount"] = PriceUnit.FileSearch,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
