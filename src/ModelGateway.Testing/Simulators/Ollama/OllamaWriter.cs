using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Ollama;

/// <summary>Writes answers, whole and in lines.</summary>
internal static class OllamaWriter
{
    public static byte[] Unary(WireReply reply) => Line(reply, reply.Text, reply.Reasoning, reply.ToolCalls, isLast: true);

    public static IEnumerable<byte[]> Stream(WireReply reply)
    {
        foreach (string piece in TextPieces.Split(reply.Reasoning ?? string.Empty, reply.ChunkLength))
        {
            yield return End(Line(reply, string.Empty, piece, [], isLast: false));
        }

        foreach (string piece in reply.TextPieces)
        {
            yield return End(Line(reply, piece, null, [], isLast: false));
        }

        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            yield return End(Line(reply, string.Empty, null, [reply.ToolCalls[i]], isLast: false, firstCall: i));
        }

        yield return End(Line(reply, string.Empty, null, [], isLast: true));
    }

    private static byte[] End(byte[] line) => [.. line, (byte)'\n'];

    private static byte[] Line(
        WireReply reply, string text, string? reasoning, IReadOnlyList<SimulatedToolCall> calls, bool isLast, int firstCall =
            0) => SimulatorJson.Object(json =>
    {
        json.WriteString("model", reply.Model);
        json.WriteString("created_at", reply.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteObject("message", message =>
        {
            message.WriteString("role", "assistant");
            message.WriteString("content", text);
            if (reasoning is not null)
            {
                message.WriteString("thinking", reasoning);
            }

            WriteCalls(message, reply, calls, firstCall);
        });
        json.WriteBoolean("done", isLast);
        if (isLast)
        {
            WriteEnd(json, reply);
        }
    });

    private static void WriteCalls(Utf8JsonWriter json, WireReply reply, IReadOnlyList<SimulatedToolCall> calls, int first)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        for (int i = 0; i < calls.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("id", calls[i].Id ?? string.Create(CultureInfo.InvariantCulture, $"call_{reply.Number:x4}{first + i:x4}"));
            json.WriteObject("function", function =>
            {
                function.WriteNumber("index", first + i);
                function.WriteString("name", calls[i].Name);
                function.WriteJsonText("arguments", calls[i].Arguments);
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEnd(Utf8JsonWriter json, WireReply reply)
    {
        // Ollama reports a stop for every end but the token limit, also for tool calls.
        json.WriteString("done_reason", reply.FinishReason == SimulatedFinishReason.Length ? "length" : "stop");
        json.WriteNumber("total_duration", 4_852_334_875);
        json.WriteNumber("load_duration", 55_301_250);
        json.WriteNumber("prompt_eval_count", reply.Usage.InputTokens);
        json.WriteNumber("prompt_eval_duration", 99_508_167);
        json.WriteNumber("eval_count", reply.Usage.OutputTokens);
        json.WriteNumber("eval_duration", 4_388_903_630);
    }
}
