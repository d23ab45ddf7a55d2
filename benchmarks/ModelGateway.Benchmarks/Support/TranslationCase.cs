namespace ModelGateway.Benchmarks.Support;

/// <summary>What is asked and how the answer comes.</summary>
public enum TranslationCase
{
    /// <summary>A system prompt and a question; one answer.</summary>
    Short,

    /// <summary>A conversation of 60 messages; one answer.</summary>
    Messages60,

    /// <summary>The same conversation with 20 declared tools; one answer.</summary>
    Messages60Tools20,

    /// <summary>A system prompt and a question; an answer in 200 chunks, read to the end.</summary>
    Stream200,
}
