using System.Text;
using ModelGateway.Testing.Simulators.Bedrock;

namespace ModelGateway.Tests.Protocols.Json;

/// <summary>Answers of every protocol around texts that are given as JSON, escapes and all.</summary>
internal static class HalfBodies
{
    public static byte[] Stream(string type, string[] thinking, string[] text, string[] arguments) => type switch
    {
        "OpenAICompatible" => Chat(thinking, text, arguments, piece => $$"""{"reasoning_content":"{{piece}}"}"""),
        "OpenRouter" => Chat(thinking, text, arguments, piece => $$"""{"reasoning":"{{piece}}"}"""),
        "Mistral" => Chat(thinking, text, arguments,
            piece => $$"""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"{{piece}}"}]}]}"""),
        "Cohere" => Cohere(thinking, text, arguments),
        "Anthropic" => Anthropic(thinking, text, arguments),
        "Gemini" => Gemini(thinking, text),
        "Ollama" => Ollama(thinking, text),
        "Responses" => Responses(thinking, text, arguments),
        _ => Bedrock(thinking, text, arguments),
    };

    /// <param name="type">The type of provider.</param>
    /// <param name="text">The text, within a JSON string.</param>
    /// <param name="arguments">The arguments as JSON within a JSON string, where the protocol has them so.</param>
    public static string Whole(string type, string text, string arguments) => type switch
    {
        "Anthropic" => $$$"""{"content":[{"type":"text","text":"{{{text}}}"},{"type":"tool_use","id":"c","name":"f","input":{"x":"{{{text}}}"}}]}""",
        "Gemini" => $$$$"""{"candidates":[{"content":{"parts":[{"text":"{{{{text}}}}"},{"functionCall":{"name":"f","args":{"x":"{{{{text}}}}"}}}]},"finishReason":"STOP"}]}""",
        "Ollama" => $$$$"""{"message":{"content":"{{{{text}}}}","tool_calls":[{"function":{"name":"f","arguments":{"x":"{{{{text}}}}"}}}]},"done":true}""",
        "Responses" => $$"""{"id":"r","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"{{text}}"}]},{"type":"function_call","call_id":"c","name":"f","arguments":"{{arguments}}"}]}""",
        "Cohere" => $$$"""{"message":{"content":[{"type":"text","text":"{{{text}}}"}],"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{{{arguments}}}"}}]},"finish_reason":"COMPLETE"}""",
        "Bedrock" => $$$$"""{"output":{"message":{"content":[{"text":"{{{{text}}}}"},{"toolUse":{"toolUseId":"c","name":"f","input":{"x":"{{{{text}}}}"}}}]}},"stopReason":"tool_use"}""",
        _ => $$$"""{"choices":[{"message":{"content":"{{{text}}}","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{{{arguments}}}"}}]},"finish_reason":"stop"}]}""",
    };

    private static byte[] Chat(string[] thinking, string[] text, string[] arguments, Func<string, string> think)
    {
        IEnumerable<string> deltas =
        [
            .. thinking.Select(think),
            .. text.Select(static piece => $$"""{"content":"{{piece}}"}"""),
            .. arguments.Select(static (piece, i) => i == 0
                ? $$$"""{"tool_calls":[{"index":0,"id":"abcdefghi","function":{"name":"f","arguments":"{{{piece}}}"}}]}"""
                : $$$"""{"tool_calls":[{"index":0,"function":{"arguments":"{{{piece}}}"}}]}"""),
        ];
        return Sse([.. deltas.Select(static delta => $$$"""{"choices":[{"index":0,"delta":{{{delta}}}}]}"""),
            """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""", "[DONE]"]);
    }

    private static byte[] Cohere(string[] thinking, string[] text, string[] arguments) => Sse(
    [
        .. thinking.Select(static piece => $$$$$"""{"type":"content-delta","delta":{"message":{"content":{"thinking":"{{{{{piece}}}}}"}}}}"""),
        .. text.Select(static piece => $$$$$"""{"type":"content-delta","delta":{"message":{"content":{"text":"{{{{{piece}}}}}"}}}}"""),
        """{"type":"tool-call-start","delta":{"message":{"tool_calls":{"id":"c","function":{"name":"f","arguments":""}}}}}""",
        .. arguments.Select(static piece =>
            $$$$$$"""{"type":"tool-call-delta","delta":{"message":{"tool_calls":{"function":{"arguments":"{{{{{{piece}}}}}}"}}}}}"""),
        """{"type":"message-end","delta":{"finish_reason":"TOOL_CALL"}}""",
    ]);

    private static byte[] Anthropic(string[] thinking, string[] text, string[] arguments) => Sse(
    [
        """{"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":1,"output_tokens":1}}}""",
        .. AnthropicBlock(0, """{"type":"thinking"}""", "thinking_delta", "thinking", thinking),
        .. AnthropicBlock(1, """{"type":"text"}""", "text_delta", "text", text),
        .. AnthropicBlock(2, """{"type":"tool_use","id":"c","name":"f","input":{}}""", "input_json_delta", "partial_json", arguments),
        """{"type":"message_delta","delta":{"stop_reason":"tool_use"}}""",
        """{"type":"message_stop"}""",
    ]);

    private static string[] AnthropicBlock(int index, string block, string delta, string field, string[] pieces) =>
    [
        $$"""{"type":"content_block_start","index":{{index}},"content_block":{{block}}}""",
        .. pieces.Select(piece =>
            $$$"""{"type":"content_block_delta","index":{{{index}}},"delta":{"type":"{{{delta}}}","{{{field}}}":"{{{piece}}}"}}"""),
        $$"""{"type":"content_block_stop","index":{{index}}}""",
    ];

    private static byte[] Gemini(string[] thinking, string[] text) => Sse(
    [
        .. thinking.Select(static piece => $$$"""{"candidates":[{"content":{"parts":[{"text":"{{{piece}}}","thought":true}]}}]}"""),
        .. text.Select(static piece => $$$"""{"candidates":[{"content":{"parts":[{"text":"{{{piece}}}"}]}}]}"""),
        """{"candidates":[{"finishReason":"STOP"}]}""",
    ]);

    private static byte[] Ollama(string[] thinking, string[] text) => Encoding.UTF8.GetBytes(string.Join('\n',
    [
        .. thinking.Select(static piece => $$$"""{"message":{"thinking":"{{{piece}}}"}}"""),
        .. text.Select(static piece => $$$"""{"message":{"content":"{{{piece}}}"}}"""),
        """{"message":{"content":""},"done":true,"done_reason":"stop"}""",
    ]) + "\n");

    private static byte[] Responses(string[] thinking, string[] text, string[] arguments) => Sse(
    [
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"r"}}""",
        .. thinking.Select(static piece => $$"""{"type":"response.reasoning_summary_text.delta","output_index":0,"delta":"{{piece}}"}"""),
        """{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"r","summary":[]}}""",
        """{"type":"response.output_item.added","output_index":1,"item":{"type":"message","id":"m"}}""",
        .. text.Select(static piece => $$"""{"type":"response.output_text.delta","output_index":1,"delta":"{{piece}}"}"""),
        """{"type":"response.output_item.done","output_index":1,"item":{"type":"message","id":"m","content":[]}}""",
        """{"type":"response.output_item.added","output_index":2,"item":{"type":"function_call","id":"f","call_id":"c","name":"f"}}""",
        .. arguments.Select(static piece =>
            $$"""{"type":"response.function_call_arguments.delta","output_index":2,"delta":"{{piece}}"}"""),
        $$$"""{"type":"response.output_item.done","output_index":2,"item":{"type":"function_call","call_id":"c","name":"f","arguments":"{{{string.Concat(arguments)}}}"}}""",
        """{"type":"response.completed","response":{"id":"resp","status":"completed","output":[]}}""",
    ]);

    private static byte[] Bedrock(string[] thinking, string[] text, string[] arguments)
    {
        (string Type, string Json)[] events =
        [
            ("messageStart", """{"role":"assistant"}"""),
            .. thinking.Select(static piece =>
                ("contentBlockDelta", $$$$"""{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"{{{{piece}}}}"}}}""")),
            ("contentBlockStop", """{"contentBlockIndex":0}"""),
            .. text.Select(static piece => ("contentBlockDelta", $$$"""{"contentBlockIndex":1,"delta":{"text":"{{{piece}}}"}}""")),
            ("contentBlockStop", """{"contentBlockIndex":1}"""),
            ("contentBlockStart", """{"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"c","name":"f"}}}"""),
            .. arguments.Select(static piece =>
                ("contentBlockDelta", $$$$"""{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{{{{piece}}}}"}}}""")),
            ("contentBlockStop", """{"contentBlockIndex":2}"""),
            ("messageStop", """{"stopReason":"tool_use"}"""),
        ];
        return [.. events.SelectMany(static e => BedrockFrames.Event(e.Type, Encoding.UTF8.GetBytes(e.Json)))];
    }

    private static byte[] Sse(IEnumerable<string> events) =>
        Encoding.UTF8.GetBytes(string.Concat(events.Select(static data => $"data: {data}\n\n")));
}
