using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Anthropic;

/// <summary>Writes messages and their events.</summary>
internal static class AnthropicWriter
{
    public static byte[] Unary(WireReply reply) => SimulatorJson.Object(json => Message(json, reply, complete: true));

    public static IEnumerable<byte[]> Stream(WireReply reply)
    {
        yield return Event("message_start", json => json.WriteObject("message", message => Message(message, reply, complete: false)));
        int index = 0;
        bool pinged = false;
        foreach ((Action<Utf8JsonWriter> start, List<Action<Utf8JsonWriter>> deltas) in Blocks(reply))
        {
            int at = index++;
            yield return Event("content_block_start", json =>
            {
                json.WriteNumber("index", at);
                json.WriteObject("content_block", start);
            });
            if (!pinged)
            {
                pinged = true;
                yield return Event("ping", _ => { });
            }

            foreach (Action<Utf8JsonWriter> delta in deltas)
            {
                yield return Event("content_block_delta", json =>
                {
                    json.WriteNumber("index", at);
                    json.WriteObject("delta", delta);
                });
            }

            yield return Event("content_block_stop", json => json.WriteNumber("index", at));
        }

        yield return Event("message_delta", json =>
        {
            json.WriteObject("delta", delta => Stop(delta, reply));
            json.WriteObject("usage", usage => FinalUsage(usage, reply.Usage));
        });
        yield return Event("message_stop", _ => { });
    }

    private static IEnumerable<(Action<Utf8JsonWriter> Start, List<Action<Utf8JsonWriter>> Deltas)> Blocks(WireReply reply)
    {
        if (reply.Reasoning is not null)
        {
            List<Action<Utf8JsonWriter>> deltas =
                [.. TextPieces.Split(reply.Reasoning, reply.ChunkLength).Select(piece => Delta("thinking_delta", "thinking", piece))];
            deltas.Add(Delta("signature_delta", "signature", reply.Signature!));
            yield return (json => Thinking(json, string.Empty, string.Empty), deltas);
        }

        if (reply.Text.Length > 0)
        {
            yield return (json => Text(json, string.Empty), [.. reply.TextPieces.Select(piece => Delta("text_delta", "text", piece))]);
        }

        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            int call = i;
            yield return (
                json => ToolUse(json, reply, call, "{}"),
                [Delta("input_json_delta", "partial_json", string.Empty),
                 .. TextPieces.Split(reply.ToolCalls[i].Arguments, reply.ChunkLength)
                 .Select(piece => Delta("input_json_delta", "partial_json", piece))]);
        }
    }

    private static void Message(Utf8JsonWriter json, WireReply reply, bool complete)
    {
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"msg_sim{reply.Number:d8}"));
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", reply.Model);
        json.WriteStartArray("content");
        if (complete)
        {
            Content(json, reply);
        }

        json.WriteEndArray();
        if (complete)
        {
            Stop(json, reply);
        }
        else
        {
            json.WriteNull("stop_reason");
            json.WriteNull("stop_sequence");
            json.WriteNull("stop_details");
        }

        json.WriteObject("usage", usage =>
        {
            InputUsage(usage, reply.Usage);
            usage.WriteObject("cache_creation", creation =>
            {
                creation.WriteNumber("ephemeral_5m_input_tokens", reply.Usage.CacheWriteTokens);
                creation.WriteNumber("ephemeral_1h_input_tokens", 0);
            });
            usage.WriteNumber("output_tokens", complete ? reply.Usage.OutputTokens : Math.Min(1, reply.Usage.OutputTokens));
            if (complete)
            {
                ThinkingUsage(usage, reply.Usage);
            }

            usage.WriteString("service_tier", "standard");
            usage.WriteString("inference_geo", "global");
        });
    }

    private static void Content(Utf8JsonWriter json, WireReply reply)
    {
        List<Action<Utf8JsonWriter>> blocks = [];
        if (reply.Reasoning is not null)
        {
            blocks.Add(block => Thinking(block, reply.Reasoning, reply.Signature!));
        }

        if (reply.Text.Length > 0)
        {
            blocks.Add(block => Text(block, reply.Text));
        }

        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            int call = i;
            blocks.Add(block => ToolUse(block, reply, call, reply.ToolCalls[call].Arguments));
        }

        foreach (Action<Utf8JsonWriter> block in blocks)
        {
            json.WriteStartObject();
            block(json);
            json.WriteEndObject();
        }
    }

    private static void Stop(Utf8JsonWriter json, WireReply reply)
    {
        json.WriteString("stop_reason", reply.FinishReason switch
        {
            SimulatedFinishReason.Length => "max_tokens",
            SimulatedFinishReason.ToolCalls => "tool_use",
            SimulatedFinishReason.ContentFilter => "refusal",
            _ => "end_turn",
        });
        json.WriteNull("stop_sequence");
        json.WriteNull("stop_details");
    }

    private static void Thinking(Utf8JsonWriter json, string thinking, string signature)
    {
        json.WriteString("type", "thinking");
        json.WriteString("thinking", thinking);
        json.WriteString("signature", signature);
    }

    private static void Text(Utf8JsonWriter json, string text)
    {
        json.WriteString("type", "text");
        json.WriteString("text", text);
    }

    private static void ToolUse(Utf8JsonWriter json, WireReply reply, int index, string input)
    {
        json.WriteString("type", "tool_use");
        json.WriteString(
            "id", reply.ToolCalls[index].Id ?? string.Create(CultureInfo.InvariantCulture, $"toolu_sim{reply.Number:d6}{index:d2}"));
        json.WriteString("name", reply.ToolCalls[index].Name);
        json.WriteJsonText("input", input);
        json.WriteObject("caller", caller => caller.WriteString("type", "direct"));
    }

    private static void InputUsage(Utf8JsonWriter json, SimulatedUsage usage)
    {
        json.WriteNumber("input_tokens", Math.Max(0, usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens));
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWriteTokens);
        json.WriteNumber("cache_read_input_tokens", usage.CachedInputTokens);
    }

    private static void FinalUsage(Utf8JsonWriter json, SimulatedUsage usage)
    {
        InputUsage(json, usage);
        json.WriteNumber("output_tokens", usage.OutputTokens);
        ThinkingUsage(json, usage);
    }

    private static void ThinkingUsage(Utf8JsonWriter json, SimulatedUsage usage)
    {
        if (usage.ReasoningTokens > 0)
        {
            json.WriteObject("output_tokens_details", details => details.WriteNumber("thinking_tokens", usage.ReasoningTokens));
        }
    }

    private static Action<Utf8JsonWriter> Delta(string type, string field, string value) => json =>
    {
        json.WriteString("type", type);
        json.WriteString(field, value);
    };

    private static byte[] Event(string type, Action<Utf8JsonWriter> write) => SimulatorJson.Event(SimulatorJson.Object(json =>
    {
        json.WriteString("type", type);
        write(json);
    }), type);
}
