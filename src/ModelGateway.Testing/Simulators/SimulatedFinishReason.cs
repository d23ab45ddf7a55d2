namespace ModelGateway.Testing;

/// <summary>Why a simulated answer ends. Each protocol has a different word for it.</summary>
public enum SimulatedFinishReason
{
    /// <summary>The model finished (<c>stop</c>, <c>end_turn</c>, <c>STOP</c>).</summary>
    Stop = 0,

    /// <summary>The token limit was reached (<c>length</c>, <c>max_tokens</c>, <c>MAX_TOKENS</c>).</summary>
    Length,

    /// <summary>The model calls tools (<c>tool_calls</c>, <c>tool_use</c>; Gemini says <c>STOP</c> here too).</summary>
    ToolCalls,

    /// <summary>The provider withheld the answer (<c>content_filter</c>, <c>refusal</c>, <c>SAFETY</c>).</summary>
    ContentFilter,
}
