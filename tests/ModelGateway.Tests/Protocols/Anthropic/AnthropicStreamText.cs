namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>Streams written as the protocol defines them.</summary>
internal static class AnthropicStreamText
{
    public const string Start =
        """event: message_start""" + "\n" + """data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"claude-x","stop_reason":null,"usage":{"input_tokens":7,"cache_creation_input_tokens":5,"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":3},"cache_read_input_tokens":11,"output_tokens":1}}}""" + "\n\n";

    public static string Event(string type, string data) => $"event: {type}\ndata: {data}\n\n";

    public static string BlockStart(int index, string block) =>
        Event("content_block_start", $$"""{"type":"content_block_start","index":{{index}},"content_block":{{block}}}""");

    public static string Delta(int index, string delta) =>
        Event("content_block_delta", $$"""{"type":"content_block_delta","index":{{index}},"delta":{{delta}}}""");

    public static string Stop(int index) => Event("content_block_stop", $$"""{"type":"content_block_stop","index":{{index}}}""");

    public static string End(string reason, string usage = """{"output_tokens":20}""", string more = "") =>
        Event("message_delta", $$"""{"type":"message_delta","delta":{"stop_reason":"{{reason}}","stop_sequence":null{{more}}},"usage":{{usage}}}""")
        + Event("message_stop", """{"type":"message_stop"}""");

    /// <summary>Text, unknown events, fields and deltas, pings, comments, and an event after the end.</summary>
    public static string Text { get; } =
        Start + Event("ping", """{"type":"ping"}""") + BlockStart(0, """{"type":"text","text":""}""") + ": comment\n\n"
        + Delta(0, """{"type":"text_delta","text":"Hé"}""") + Event("novelty", """{"type":"novelty","x":[1]}""")
        + Delta(0, """{"text":"llo \ud83d\ude00","type":"text_delta","x":{"y":[null]}}""") + Delta(0, """{"type":"novel_delta","z":1}""") + Stop(0)
        + End("end_turn") + Event("data", "[DONE]");

    /// <summary>Signed thinking, redacted thinking, two thoughts, then two calls whose blocks interleave.</summary>
    public static string Reasoning { get; } =
        Start + BlockStart(0, """{"type":"thinking","thinking":"","signature":""}""") + Delta(0, """{"type":"thinking_delta","thinking":"Let me "}""")
        + Delta(0, """{"type":"thinking_delta","thinking":"think\n"}""") + Delta(0, """{"type":"signature_delta","signature":"s/1+=="}""") + Stop(0)
        + BlockStart(1, """{"type":"redacted_thinking","data":"r3d=="}""") + Stop(1)
        + BlockStart(2, """{"type":"thinking","thinking":"","signature":""}""") + Delta(2, """{"type":"signature_delta","signature":"s2"}""") + Stop(2)
        + BlockStart(3, """{"type":"tool_use","id":"toolu_1","name":"f","input":{}}""") + BlockStart(4, """{"type":"tool_use","id":"toolu_2","name":"g","input":{}}""")
        + Delta(3, """{"type":"input_json_delta","partial_json":""}""") + Delta(3, """{"type":"input_json_delta","partial_json":"{\"a\": \"\\u00e4"}""")
        + Delta(4, """{"type":"input_json_delta","partial_json":"{}"}""") + Delta(3, """{"type":"input_json_delta","partial_json":"\\n\"}"}""") + Stop(3) + Stop(4)
        + BlockStart(5, """{"type":"tool_use","id":"toolu_3","name":"h","input":{"whole":true}}""") + Stop(5)
        + End("tool_use", """{"output_tokens":50,"output_tokens_details":{"thinking_tokens":30}}""");

    /// <summary>A web search with citations, and a block that only its deltas fill.</summary>
    public static string Search { get; } =
        Start + BlockStart(0, """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}""")
        + Delta(0, """{"type":"input_json_delta","partial_json":"{\"query\":"}""") + Delta(0, """{"type":"input_json_delta","partial_json":"\"sky\"}"}""") + Stop(0)
        + BlockStart(1, """{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://sky.example/","title":"Sky","encrypted_content":"e=="}]}""") + Stop(1)
        + BlockStart(2, """{"type":"compaction","content":null}""") + Delta(2, """{"type":"compaction_delta","content":"so far"}""") + Stop(2)
        + BlockStart(3, """{"type":"text","text":"","citations":[]}""")
        + Delta(3, """{"type":"citations_delta","citation":{"type":"web_search_result_location","url":"https://sky.example/","title":"Sky","cited_text":"blue","encrypted_index":"i=="}}""")
        + Delta(3, """{"type":"text_delta","text":"Blue."}""") + Stop(3)
        + End("pause_turn", """{"input_tokens":100,"output_tokens":9,"cache_read_input_tokens":null,"server_tool_use":{"web_search_requests":1,"web_fetch_requests":0}}""");
}
