namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>The documented fields of a Chat Completions request; <c>**</c> stands for the application's own fields.</summary>
internal static class OpenAIRequestFields
{
    /// <summary>OpenAI's (https://platform.openai.com/docs/api-reference/chat/create).</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. """
        model messages[].role messages[].content messages[].name messages[].refusal messages[].tool_call_id messages[].audio.id
        messages[].content[].type messages[].content[].text messages[].content[].refusal
        messages[].content[].image_url.url messages[].content[].image_url.detail
        messages[].content[].input_audio.data messages[].content[].input_audio.format
        messages[].content[].file.file_data messages[].content[].file.file_id messages[].content[].file.filename
        messages[].tool_calls[].id messages[].tool_calls[].type messages[].tool_calls[].function.name messages[].tool_calls[].function.arguments
        audio.format audio.voice frequency_penalty logit_bias** logprobs max_completion_tokens max_tokens metadata** modalities[] n
        parallel_tool_calls prediction.type prediction.content presence_penalty prompt_cache_key prompt_cache_retention reasoning_effort
        response_format.type response_format.json_schema.name response_format.json_schema.description response_format.json_schema.strict
        response_format.json_schema.schema** safety_identifier seed service_tier stop stop[] store stream
        stream_options.include_usage stream_options.include_obfuscation temperature
        tool_choice tool_choice.type tool_choice.function.name
        tools[].type tools[].function.name tools[].function.description tools[].function.parameters** tools[].function.strict
        top_logprobs top_p user verbosity web_search_options.search_context_size web_search_options.user_location**
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>DeepSeek's (https://api-docs.deepseek.com/api/create-chat-completion), which is shorter.</summary>
    public static IReadOnlyList<string> DeepSeek { get; } =
    [
        .. """
        model messages[].role messages[].content messages[].name messages[].tool_call_id messages[].prefix messages[].reasoning_content
        messages[].tool_calls[].id messages[].tool_calls[].type messages[].tool_calls[].function.name messages[].tool_calls[].function.arguments
        thinking.type reasoning_effort frequency_penalty max_tokens presence_penalty response_format.type stop stop[] stream
        stream_options.include_usage temperature top_p
        tools[].type tools[].function.name tools[].function.description tools[].function.parameters** tools[].function.strict
        tool_choice tool_choice.type tool_choice.function.name logprobs top_logprobs user_id
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>
    /// The documented fields of a recording's provider: DeepSeek's own, else OpenAI's and what the provider adds to them.
    /// </summary>
    public static IReadOnlyList<string> Of(string recording) => recording switch
    {
        "deepseek" => DeepSeek,
        "openrouter" =>
        [
            .. All, "messages[].reasoning", "messages[].reasoning_details**", "messages[].content[].video_url.url",
            "messages[].content[].cache_control**",
            "reasoning.effort", "reasoning.exclude", "reasoning.max_tokens", "reasoning.enabled", "plugins**", "provider**",
            "usage.include", "top_k",
        ],
        "groq" => [.. All, "messages[].reasoning", "reasoning_format", "include_reasoning"],
        "llamacpp" => [.. All, "messages[].reasoning_content", "chat_template_kwargs**", "top_k"],
        "venice" or "doubleword" or "copilot" or "perplexity" => [.. All, "messages[].reasoning_content", "top_k"],
        _ => All,
    };
}
