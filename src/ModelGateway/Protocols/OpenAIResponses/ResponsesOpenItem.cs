namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>What is known of an output item while a stream brings it in pieces, so that nothing is said twice.</summary>
internal sealed class ResponsesOpenItem
{
    public required long Index { get; init; }

    /// <summary>Whether its text was, or will have been, shown in pieces.</summary>
    public bool HasText { get; set; }

    /// <summary>Whether its reasoning was, or will have been, shown in pieces.</summary>
    public bool HasReasoning { get; set; }

    /// <summary>Whether the pieces of reasoning are a summary's, after which the reasoning itself would repeat it.</summary>
    public bool HasSummary { get; set; }

    /// <summary>The part of the summary that the last piece belonged to.</summary>
    public long Part { get; set; }

    /// <summary>Whether it was read whole.</summary>
    public bool IsDone { get; set; }

    /// <summary>The id and the phase of a message, and the id and the name of a call.</summary>
    public string? Id { get; set; }

    public string? Phase { get; set; }

    public string? CallId { get; set; }

    public string? Name { get; set; }
}
