using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Where an answer counts tokens. Those of thinking are among the output's, without a count of their own.</summary>
internal static class OllamaUsage
{
    public static UsageTable Table { get; } = new(
        UsageShape.TotalOfKnown,
        new("prompt_eval_count", UsageBucket.Input),
        new("eval_count", UsageBucket.Output));

    public static UsageReader Reader { get; } = new(Table);
}
