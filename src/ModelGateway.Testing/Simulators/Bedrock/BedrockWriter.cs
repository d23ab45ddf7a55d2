using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Bedrock;

/// <summary>Writes answers and the events of streams, with the padding of the service.</summary>
internal static class BedrockWriter
{
    private const string Padding = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static byte[] Unary(WireReply reply) => SimulatorJson.Object(json =>
    {
        Metrics(json);
        json.WriteObject("output", output => output.WriteObject("message", message =>
        {
            message.WriteStartArray("content");
            foreach (Action<Utf8JsonWriter> block in Blocks(reply))
            {
                message.WriteStartObject();
                block(message);
                message.WriteEndObject();
            }

            message.WriteEndArray();
            message.WriteString("role", "assistant");
        }));
        json.WriteString("stopReason", StopReason(reply));
        Usage(json, reply.Usage);
    });

    public static IEnumerable<byte[]> Stream(WireReply reply)
    {
        yield return Event("messageStart", json => json.WriteString("role", "assistant"));
        int index = 0;
        if (reply.Reasoning is not null)
        {
            foreach (string piece in TextPieces.Split(reply.Reasoning, reply.ChunkLength))
            {
                yield return Delta(
                    index, delta => delta.WriteObject("reasoningContent", reasoning => reasoning.WriteString("text", piece)));
            }

            yield return Delta(
                index, delta => delta.WriteObject("reasoningContent", reasoning => reasoning.WriteString("signature", reply.Signature)));
            yield return Stop(index++);
        }

        if (reply.Text.Length > 0)
        {
            foreach (string piece in reply.TextPieces)
            {
                yield return Delta(index, delta => delta.WriteString("text", piece));
            }

            yield return Stop(index++);
        }

        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            SimulatedToolCall call = reply.ToolCalls[i];
            string id = IdOf(reply, i);
            int at = index;
            yield return Event("contentBlockStart", json =>
            {
                json.WriteNumber("contentBlockIndex", at);
                json.WriteObject("start", start => start.WriteObject("toolUse", tool =>
                {
                    tool.WriteString("name", call.Name);
                    tool.WriteString("toolUseId", id);
                }));
            });
            foreach (string piece in TextPieces.Split(call.Arguments, reply.ChunkLength))
            {
                yield return Delta(at, delta => delta.WriteObject("toolUse", tool => tool.WriteString("input", piece)));
            }

            yield return Stop(index++);
        }

        yield return Event("messageStop", json => json.WriteString("stopReason", StopReason(reply)));
        yield return Event("metadata", json =>
        {
            Metrics(json);
            Usage(json, reply.Usage);
        });
    }

    private static IEnumerable<Action<Utf8JsonWriter>> Blocks(WireReply reply)
    {
        if (reply.Reasoning is not null)
        {
            yield return block => block.WriteObject("reasoningContent", content => content.WriteObject("reasoningText", text =>
            {
                text.WriteString("signature", reply.Signature);
                text.WriteString("text", reply.Reasoning);
            }));
        }

        if (reply.Text.Length > 0)
        {
            yield return block => block.WriteString("text", reply.Text);
        }

        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            int at = i;
            yield return block => block.WriteObject("toolUse", tool =>
            {
                tool.WriteJsonText("input", reply.ToolCalls[at].Arguments);
                tool.WriteString("name", reply.ToolCalls[at].Name);
                tool.WriteString("toolUseId", IdOf(reply, at));
            });
        }
    }

    private static string IdOf(WireReply reply, int index) =>
        reply.ToolCalls[index].Id ?? string.Create(CultureInfo.InvariantCulture, $"tooluse_sim{reply.Number:d6}{index:d2}");

    private static string StopReason(WireReply reply) => reply.FinishReason switch
    {
        SimulatedFinishReason.Length => "max_tokens",
        SimulatedFinishReason.ToolCalls => "tool_use",
        SimulatedFinishReason.ContentFilter => "content_filtered",
        _ => "end_turn",
    };

    private static void Metrics(Utf8JsonWriter json) => json.WriteObject("metrics", metrics => metrics.WriteNumber("latencyMs", 100));

    private static void Usage(Utf8JsonWriter json, SimulatedUsage usage) => json.WriteObject("usage", counts =>
    {
        counts.WriteNumber("cacheReadInputTokenCount", usage.CachedInputTokens);
        counts.WriteNumber("cacheReadInputTokens", usage.CachedInputTokens);
        counts.WriteNumber("cacheWriteInputTokenCount", usage.CacheWriteTokens);
        counts.WriteNumber("cacheWriteInputTokens", usage.CacheWriteTokens);
        counts.WriteNumber("inputTokens", Math.Max(0, usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens));
        counts.WriteNumber("outputTokens", usage.OutputTokens);
        counts.WriteObject("serverToolUsage", static _ => { });
        counts.WriteNumber("totalTokens", usage.InputTokens + usage.OutputTokens);
    });

    private static byte[] Delta(int index, Action<Utf8JsonWriter> write) => Event("contentBlockDelta", json =>
    {
        json.WriteNumber("contentBlockIndex", index);
        json.WriteObject("delta", write);
    });

    private static byte[] Stop(int index) => Event("contentBlockStop", json => json.WriteNumber("contentBlockIndex", index));

    private static byte[] Event(string type, Action<Utf8JsonWriter> write) => BedrockFrames.Event(type, SimulatorJson.Object(json =>
    {
        write(json);
        json.WriteString("p", Padding[..(type.Length * 3 % Padding.Length)]);
    }));
}
