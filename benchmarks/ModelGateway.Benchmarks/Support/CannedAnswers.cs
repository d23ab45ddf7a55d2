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

    public static int ExpectedLength(TranslationCase translation) => translation == TranslationCase.Stream200 ? StreamLength : Text.Length;

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

    public static byte[] Responses(bool streaming) => Utf8(streaming ? ResponsesStream() :
        """
        {"id":"resp_1","object":"response","created_at":1750000000,"status":"completed","background":false,"error":null,"incomplete_details":null,"instructions":null,
        "max_output_tokens":1000,"model":"gpt-5-mini-2025-08-07","output":[{"id":"msg_1","type":"message","status":"completed","content":[{"type":"output_text",
        "annotations":[],"logprobs":[],"text":"ANSWER"}],"role":"assistant"}],"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,
        "summary":null},"service_tier":"default","store":false,"temperature":1.0,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1.0,
        "truncation":"disabled","usage":{"input_tokens":42,"input_tokens_details":{"cached_tokens":0},"output_tokens":24,"output_tokens_details":
        {"reasoning_tokens":0},"total_tokens":66},"user":null,"metadata":{}}
        """);

    public static byte[] Mistral(bool streaming) => Utf8(streaming ? MistralStream() :
        """
        {"id":"m1","object":"chat.completion","created":1750000000,"model":"mistral-medium-latest","choices":[{"index":0,"message":{"role":"assistant",
        "tool_calls":null,"content":"ANSWER"},"finish_reason":"stop"}],"usage":{"prompt_tokens":42,"total_tokens":66,"completion_tokens":24}}
        """);

    public static byte[] Cohere(bool streaming) => Utf8(streaming ? CohereStream() :
        """
        {"id":"c1","message":{"role":"assistant","content":[{"type":"text","text":"ANSWER"}]},"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":42,
        "output_tokens":24},"tokens":{"input_tokens":42,"output_tokens":24}}}
        """);

    // One line: a peer reads whole answers as streams of lines, too.
    public static byte[] Ollama(bool streaming) => Utf8(streaming ? OllamaStream() :
        """
        {"model":"llama3.2","created_at":"2026-01-01T00:00:00.000000Z","message":{"role":"assistant","content":"ANSWER"},"done_reason":"stop","done":true,"total_duration":1000000,"load_duration":1000,"prompt_eval_count":42,"prompt_eval_duration":1000,"eval_count":24,"eval_duration":1000}
        """);

    public static byte[] Bedrock(bool streaming) => streaming ? BedrockStream() : Utf8(
        """
        {"metrics":{"latencyMs":500},"output":{"message":{"content":[{"text":"ANSWER"}],"role":"assistant"}},"stopReason":"end_turn",
        "usage":{"inputTokens":42,"outputTokens":24,"totalTokens":66}}
        """);

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

    private static string ResponsesStream() => Stream(
        """
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1750000000,"status":"in_progress","error":null,"incomplete_details":null,"instructions":null,"model":"gpt-5-mini-2025-08-07","output":[],"parallel_tool_calls":true,"store":false,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"usage":null,"metadata":{}}}

        event: response.output_item.added
        data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"}}

        event: response.content_part.added
        data: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}
        """,
        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":3,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"PIECE\",\"logprobs\":[],\"obfuscation\":\"aB3dE\"}",
        """
        event: response.output_text.done
        data: {"type":"response.output_text.done","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"text":"WHOLE","logprobs":[]}

        event: response.output_item.done
        data: {"type":"response.output_item.done","sequence_number":5,"output_index":0,"item":{"id":"msg_1","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"WHOLE"}],"role":"assistant"}}

        event: response.completed
        data: {"type":"response.completed","sequence_number":6,"response":{"id":"resp_1","object":"response","created_at":1750000000,"status":"completed","error":null,"incomplete_details":null,"instructions":null,"model":"gpt-5-mini-2025-08-07","output":[{"id":"msg_1","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"WHOLE"}],"role":"assistant"}],"parallel_tool_calls":true,"store":false,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"usage":{"input_tokens":42,"input_tokens_details":{"cached_tokens":0},"output_tokens":200,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":242},"metadata":{}}}
        """).Replace("WHOLE", string.Concat(Enumerable.Repeat(Piece, Chunks)), StringComparison.Ordinal);

    private static string MistralStream() => Stream(
        "",
        """data: {"id":"m1","object":"chat.completion.chunk","created":1750000000,"model":"mistral-medium-latest","choices":[{"index":0,"delta":{"content":"PIECE"},"finish_reason":null}],"p":"abcdefgh"}""",
        """
        data: {"id":"m1","object":"chat.completion.chunk","created":1750000000,"model":"mistral-medium-latest","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":42,"total_tokens":242,"completion_tokens":200},"p":"ab"}

        data: [DONE]
        """);

    private static string CohereStream() => Stream(
        """
        event: message-start
        data: {"id":"c1","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}

        event: content-start
        data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}
        """,
        "event: content-delta\ndata: {\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"PIECE\"}}}}",
        """
        event: content-end
        data: {"type":"content-end","index":0}

        event: message-end
        data: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":42,"output_tokens":200},"tokens":{"input_tokens":42,"output_tokens":200}}}}

        data: [DONE]
        """);

    private static string OllamaStream() => Stream(
        "",
        """{"model":"llama3.2","created_at":"2026-01-01T00:00:00.000000Z","message":{"role":"assistant","content":"PIECE"},"done":false}""",
        """{"model":"llama3.2","created_at":"2026-01-01T00:00:00.000000Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"total_duration":1000000,"load_duration":1000,"prompt_eval_count":42,"prompt_eval_duration":1000,"eval_count":200,"eval_duration":1000}""")
        .Replace("\n\n", "\n", StringComparison.Ordinal);

    private static byte[] BedrockStream()
    {
        using MemoryStream stream = new();
        EventStreamFrames.Write(stream, "messageStart", """{"p":"abcd","role":"assistant"}""");
        for (int i = 0; i < Chunks; i++)
        {
            EventStreamFrames.Write(stream, "contentBlockDelta", $$"""{"contentBlockIndex":0,"delta":{"text":"{{Piece}}"},"p":"abcdefgh"}""");
        }

        EventStreamFrames.Write(stream, "contentBlockStop", """{"contentBlockIndex":0,"p":"ab"}""");
        EventStreamFrames.Write(stream, "messageStop", """{"p":"abcde","stopReason":"end_turn"}""");
        EventStreamFrames.Write(stream, "metadata", """{"metrics":{"latencyMs":500},"p":"abc","usage":{"inputTokens":42,"outputTokens":200,"totalTokens":242}}""");
        return stream.ToArray();
    }

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
