using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Cohere;

/// <summary>Writes whole answers. Reasoning before tool calls is written as a plan, other reasoning as a thought.</summary>
internal static class CohereWriter
{
    public static byte[] Unary(WireReply reply) => SimulatorJson.Object(json =>
    {
        json.WriteString("id", Id(reply));
        json.WriteObject("message", message =>
        {
            message.WriteString("role", "assistant");
            bool plans = reply.ToolCalls.Count > 0 && reply.Reasoning is not null;
            if (plans)
            {
                message.WriteString("tool_plan", reply.Reasoning);
            }

            ToolCalls(message, reply);
            if (reply.Text.Length > 0 || (!plans && reply.Reasoning is not null))
            {
                Content(message, reply, plans);
            }
        });
        json.WriteString("finish_reason", Finish(reply.FinishReason));
        Usage(json, reply.Usage);
    });

    public static string Id(WireReply reply) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{reply.Number:x12}");

    public static string CallId(WireReply reply, int index) =>
        reply.ToolCalls[index].Id ?? string.Create(
            CultureInfo.InvariantCulture, $"{reply.ToolCalls[index].Name}_{reply.Number:d6}{index:d2}");

    public static string Finish(SimulatedFinishReason reason) => reason switch
    {
        SimulatedFinishReason.Length => "MAX_TOKENS",
        SimulatedFinishReason.ToolCalls => "TOOL_CALL",
        SimulatedFinishReason.ContentFilter => "ERROR_TOXIC",
        _ => "COMPLETE",
    };

    /// <summary>Billed are the texts. The model processes more: the template around them, and the tokens that end a turn.</summary>
    public static void Usage(Utf8JsonWriter json, SimulatedUsage usage) => json.WriteObject("usage", written =>
    {
        written.WriteObject("billed_units", billed =>
        {
            billed.WriteNumber("input_tokens", usage.InputTokens);
            billed.WriteNumber("output_tokens", usage.OutputTokens);
        });
        written.WriteObject("tokens", tokens =>
        {
            tokens.WriteNumber("input_tokens", usage.InputTokens + 495);
            tokens.WriteNumber("output_tokens", usage.OutputTokens + 2);
            if (usage.ReasoningTokens > 0)
            {
                tokens.WriteNumber("reasoning_tokens", usage.ReasoningTokens);
            }
        });
        written.WriteNumber("cached_tokens", usage.CachedInputTokens);
    });

    private static void Content(Utf8JsonWriter message, WireReply reply, bool plans)
    {
        message.WriteStartArray("content");
        if (!plans && reply.Reasoning is not null)
        {
            message.WriteStartObject();
            message.WriteString("type", "thinking");
            message.WriteString("thinking", reply.Reasoning);
            message.WriteEndObject();
        }

        if (reply.Text.Length > 0)
        {
            message.WriteStartObject();
            message.WriteString("type", "text");
            message.WriteString("text", reply.Text);
            message.WriteEndObject();
        }

        message.WriteEndArray();
    }

    private static void ToolCalls(Utf8JsonWriter message, WireReply reply)
    {
        if (reply.ToolCalls.Count == 0)
        {
            return;
        }

        message.WriteStartArray("tool_calls");
        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            SimulatedToolCall call = reply.ToolCalls[i];
            message.WriteStartObject();
            message.WriteString("id", CallId(reply, i));
            message.WriteString("type", "function");
            message.WriteObject("function", function =>
            {
                function.WriteString("name", call.Name);
                function.WriteString("arguments", call.Arguments);
            });
            message.WriteEndObject();
        }

        message.WriteEndArray();
    }
}
