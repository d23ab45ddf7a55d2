namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>The events of a stream that mean something to the reader.</summary>
internal enum ResponsesEventType
{
    /// <summary>Repeats what others say, or is not known: skipped.</summary>
    Other = 0,
    Created,
    TextDelta,
    SummaryDelta,
    ReasoningDelta,
    ArgumentsDelta,
    ItemAdded,
    ItemDone,
    Completed,
    Incomplete,
    Failed,
    Cancelled,
    Error,
}
