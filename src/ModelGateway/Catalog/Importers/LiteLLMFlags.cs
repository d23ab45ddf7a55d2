using System.Collections.Frozen;
using ModelGateway.Capabilities;

namespace ModelGateway.Catalog.Importers;

/// <summary>The meaning of LiteLLM's flags and modalities.</summary>
internal static class LiteLLMFlags
{
    private const string Effort = "which levels of reasoning there are: the adapter asks for what it is told";
    private const string Wire = "how LiteLLM writes its requests";

    public static readonly FrozenDictionary<string, CapabilityFlags> Supports = new Dictionary<string, CapabilityFlags>
    {
        ["supports_function_calling"] = CapabilityFlags.Tools,
        ["supports_tool_choice"] = CapabilityFlags.ForcedTools,
        ["supports_parallel_function_calling"] = CapabilityFlags.ParallelTools,
        ["bedrock_converse_supports_strict_tools"] = CapabilityFlags.StrictTools,
        ["supports_response_schema"] = CapabilityFlags.JsonSchema,
        ["supports_native_structured_output"] = CapabilityFlags.JsonSchema,
        ["supports_vision"] = CapabilityFlags.ImageInput,
        ["supports_image_input"] = CapabilityFlags.ImageInput,
        ["supports_embedding_image_input"] = CapabilityFlags.ImageInput,
        ["supports_audio_input"] = CapabilityFlags.AudioInput,
        ["supports_audio_output"] = CapabilityFlags.AudioOutput,
        ["supports_video_input"] = CapabilityFlags.VideoInput,
        ["supports_pdf_input"] = CapabilityFlags.FileInput,
        ["supports_system_messages"] = CapabilityFlags.SystemPrompt,
        ["supports_assistant_prefill"] = CapabilityFlags.Prefill,
        ["supports_reasoning"] = CapabilityFlags.Reasoning,
        ["supports_prompt_caching"] = CapabilityFlags.PromptCaching,
        ["supports_web_search"] = CapabilityFlags.WebSearch,
        ["supports_native_streaming"] = CapabilityFlags.Streaming,
        ["supports_computer_use"] = CapabilityFlags.ComputerUse,
        ["supports_sampling_params"] = CapabilityFlags.Sampling,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Fields that are known but not used, with the reason. Other fields that are not read are reported as unknown.</summary>
    public static readonly FrozenDictionary<string, string> Unused = new Dictionary<string, string>
    {
        ["supports_adaptive_thinking"] = Effort,
        ["supports_none_reasoning_effort"] = Effort,
        ["supports_minimal_reasoning_effort"] = Effort,
        ["supports_low_reasoning_effort"] = Effort,
        ["supports_xhigh_reasoning_effort"] = Effort,
        ["supports_max_reasoning_effort"] = Effort,
        ["bedrock_output_config_effort_ceiling"] = Effort,
        ["supports_output_config"] = Wire,
        ["supports_parallel_tool_use_config"] = Wire,
        ["supports_mid_conversation_system"] = Wire,
        ["supports_image_size"] = Wire,
        ["use_openai_responses_path"] = Wire,
        ["uses_embed_content"] = Wire,
        ["audio_transcription_config"] = Wire,
        ["supported_endpoints"] = "the adapter knows its endpoints",
        ["supports_multimodal"] = "does not say what it reads",
        ["supports_url_context"] = "no capability of ours",
        ["supports_speed"] = "no capability of ours",
        ["supports_nova_canvas_image_edit"] = "no capability of ours",
        ["gemini_native_audio"] = "no capability of ours",
        ["gemini_audio_only_live"] = "no capability of ours",
        ["prompt_cache_min_tokens"] = "no fact of ours",
        ["rpm"] = "a limit of an account, not of the model",
        ["tpm"] = "a limit of an account, not of the model",
        ["source"] = "where it is from",
        ["comment"] = "a text for people",
        ["metadata"] = "a text for people",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The capability of an input modality; <see cref="CapabilityFlags.None"/> for text, null for an unknown one.
    /// </summary>
    public static CapabilityFlags? Input(string modality) => modality switch
    {
        "text" => CapabilityFlags.None,
        "image" => CapabilityFlags.ImageInput,
        "audio" => CapabilityFlags.AudioInput,
        "video" => CapabilityFlags.VideoInput,
        "file" or "pdf" => CapabilityFlags.FileInput,
        _ => null,
    };

    /// <summary>The capability of an output modality; none for text, null for an unknown one.</summary>
    public static CapabilityFlags? Output(string modality) => modality switch
    {
        "text" => CapabilityFlags.None,
        "image" => CapabilityFlags.ImageOutput,
        "audio" => CapabilityFlags.AudioOutput,
        _ => null,
    };
}
