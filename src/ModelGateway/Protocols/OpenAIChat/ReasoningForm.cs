namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>The fields by which a request says how much the model is to think.</summary>
internal enum ReasoningForm
{
    /// <summary>The service has no such field.</summary>
    None = 0,

    /// <summary><c>reasoning_effort</c>.</summary>
    Effort,

    /// <summary><c>reasoning: { effort, exclude }</c>.</summary>
    Object,

    /// <summary><c>thinking: { type }</c>, and <c>reasoning_effort</c> where thinking is on.</summary>
    Thinking,

    /// <summary><c>enable_thinking</c> and <c>thinking_budget</c>.</summary>
    Budget,

    /// <summary><c>reasoning_effort</c>, and <c>enable_thinking</c> among the arguments of the model's chat template.</summary>
    Template,
}
