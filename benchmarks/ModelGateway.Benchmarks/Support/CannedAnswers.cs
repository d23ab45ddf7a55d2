using System.Globalization;
using System.Text;

namespace ModelGateway.Benchmarks.Support;

/// <summary>What the providers answer, as bytes in each one's protocol.</summary>
internal static class CannedAnswers
{
    public const string Text = "The failover is complete; two replicas still lag. The on-call engineer watches them and reports at noon.";
    private const int Chunks = 200;
    private const string Piece = " replica";

    public const int StreamLength = Chunks * 8;

    public static byte[] OpenAI(bool streaming) => Utf8(streaming ? OpenAIStream() :
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":1750000000,"model":"gpt-5-mini-2025-08-07","choices":[{"index":0,"message":{"role":"assistant",
        "content":"ANSWER","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":42,"completion_tokens":24,
        "total_tokens":66,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,
        "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default","system_fingerprint":"fp_1"}
        """);

    public static byte[] Anthropic(bool streaming) => Utf8(streaming ? AnthropicStream() :
        """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-5","content":[{"type":"text","text":"ANSWER"}],"stop_reason":"end_turn",
        "stop_sequence":null,"usage":{"input_tokens":42,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":
        {"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":24,"service_tier":"standard"}}
        """);

    public static byte[] Gemini(bool streaming) => Utf8(streaming ? GeminiStream() :
        """
        {"candidates":[{"content":{"parts":[{"text":"ANSWER"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":42,
        "candidatesTokenCount":24,"totalTokenCount":66,"promptTokensDetails":[{"modality":"TEXT","tokenCount":42}]},"modelVersion":"gemini-3-flash","responseId":"r-1"}
        """);

    public static byte[] Ollama(bool streaming) => Utf8(streaming ? OllamaStream() :
        """
        {"model":"qwen3:4b","created_at":"2026-07-28T06:38:07.91851Z","message":{"role":"assistant","content":"ANSWER"},"done":true,"done_reason":"stop","total_duration":4852334875,"load_duration":55301250,"prompt_eval_count":42,"prompt_eval_duration":99508167,"eval_count":24,"eval_duration":4388903630}
        """);

    // Lines, not server-sent events.
    private static string OllamaStream() => Stream(
        "",
        """{"model":"qwen3:4b","created_at":"2026-07-28T06:38:03.222822Z","message":{"role":"assistant","content":"PIECE"},"done":false}""",
        """{"model":"qwen3:4b","created_at":"2026-07-28T06:38:07.91851Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":4852334875,"load_duration":55301250,"prompt_eval_count":42,"prompt_eval_duration":99508167,"eval_count":200,"eval_duration":4388903630}""")
        .Replace("\n\n", "\n", StringComparison.Ordinal);

    private static string OpenAIStream() => Stream(
        "",
        """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1750000000,"model":"gpt-5-mini-2025-08-07","service_tier":"default","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":"PIECE"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"aB3dE"}""",
        """
        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1750000000,"model":"gpt-5-mini-2025-08-07","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1750000000,"model":"gpt-5-mini-2025-08-07","choices":[],"usage":{"prompt_tokens":42,"completion_tokens":200,"total_tokens":242,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}

        data: [DONE]
        """);

    private static string AnthropicStream() => Stream(
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":42,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1,"service_tier":"standard"}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
        """,
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"PIECE\"}}",
        """
        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":200}}

        event: message_stop
        data: {"type":"message_stop"}
        """);

    private static string GeminiStream() => Stream(
        "",
        """data: {"candidates":[{"content":{"parts":[{"text":"PIECE"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":42,"candidatesTokenCount":24,"totalTokenCount":66},"modelVersion":"gemini-3-flash","responseId":"r-1"}""",
        """data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":42,"candidatesTokenCount":200,"totalTokenCount":242},"modelVersion":"gemini-3-flash","responseId":"r-1"}""");

    private static string Stream(string first, string chunk, string last)
    {
        StringBuilder stream = new();
        if (first.Length > 0)
        {
            stream.Append(first).Append("\n\n");
        }

        chunk = chunk.Replace("PIECE", Piece, StringComparison.Ordinal);
        for (int i = 0; i < Chunks; i++)
        {
            stream.Append(CultureInfo.InvariantCulture, $"{chunk}\n\n");
        }

        return stream.Append(last).Append("\n\n").ToString();
    }

    private static byte[] Utf8(string answer) => Encoding.UTF8.GetBytes(answer.Replace("ANSWER", Text, StringComparison.Ordinal));
}
