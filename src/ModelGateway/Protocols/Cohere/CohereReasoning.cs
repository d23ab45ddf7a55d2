using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Cohere's reasoning: the <c>thinking</c> of its reasoning models, and the <c>tool_plan</c> that other models write before they call tools.
/// Each is sent back in the field that it came in.
/// </summary>
internal static class CohereReasoning
{
    private const string KindKey = "modelgateway.cohere";
    private const string Plan = "tool_plan";

    public static TextReasoningContent Thinking(string text)
    {
        TextReasoningContent thinking = new(text);
        ContentOrigin.Set(thinking, CohereProtocol.ProtocolName);
        return thinking;
    }

    /// <summary>
    /// Ends the thinking of a stream. Microsoft.Extensions.AI joins pieces of reasoning up to one with protected data; without this end, a
    /// plan after the thinking would be joined to it.
    /// </summary>
    public static TextReasoningContent ThinkingEnd()
    {
        TextReasoningContent end = Thinking("");
        end.ProtectedData = "end";
        return end;
    }

    public static TextReasoningContent ToolPlan(string text)
    {
        TextReasoningContent plan = Thinking(text);
        plan.AdditionalProperties![KindKey] = Plan;
        return plan;
    }

    public static bool IsOwn(TextReasoningContent reasoning) => ContentOrigin.IsFrom(reasoning, CohereProtocol.ProtocolName);

    public static bool IsToolPlan(TextReasoningContent reasoning) =>
        IsOwn(reasoning) && ContentOrigin.ReadString(reasoning.AdditionalProperties!, KindKey) == Plan;
}
