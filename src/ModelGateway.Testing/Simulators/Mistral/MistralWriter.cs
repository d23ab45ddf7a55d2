using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Mistral;

/// <summary>Writes chat completions and their chunks.</summary>
internal static class MistralWriter
{
    private const string Padding = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static byte[] Unary(WireReply reply) => SimulatorJson.Object(json =>
    {
        Envelope(json, reply, "chat.completion");
        Usage(json, reply.Usage);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteString("finish_reason", Finish(reply.FinishReason));
        json.WriteObject("message", message =>
        {
            message.WriteString("role", "assistant");
            ToolCalls(message, reply);
            Content(message, reply);
        });
        json.WriteEndObject();
        json.WriteEndArray();
    });

    public static IEnumerable<byte[]> Stream(WireReply reply)
    {
        int number = 0;
        yield return Chunk(reply, number++, static delta =>
        {
            delta.WriteString("role", "assistant");
            delta.WriteString("content", string.Empty);
        });
        foreach (string piece in TextPieces.Split(reply.Reasoning ?? string.Empty, reply.ChunkLength))
        {
            yield return Chunk(reply, number++, delta =>
            {
                delta.WriteStartArray("content");
                Thinking(delta, piece);
                delta.WriteEndArray();
            });
        }

        foreach (string piece in reply.TextPieces)
        {
            yield return Chunk(reply, number++, delta => delta.WriteString("content", piece));
        }

        // Calls are sent whole, with the end of the turn.
        yield return Chunk(
            reply,
            number,
            delta =>
            {
                if (reply.ToolCalls.Count > 0)
                {
                    ToolCalls(delta, reply);
                }
                else
                {
                    delta.WriteString("content", string.Empty);
                }
            },
            Finish(reply.FinishReason));
        yield return "data: [DONE]\n\n"u8.ToArray();
    }

    private static byte[] Chunk(WireReply reply, int number, Action<Utf8JsonWriter> delta, string? finish = null) =>
        SimulatorJson.Event(SimulatorJson.Object(json =>
        {
            Envelope(json, reply, "chat.completion.chunk");
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteObject("delta", delta);
            json.WriteString("finish_reason", finish);
            json.WriteEndObject();
            json.WriteEndArray();
            if (finish is not null)
            {
                Usage(json, reply.Usage);
            }

            if (number > 0)
            {
                json.WriteString("p", Padding[..(1 + (number * 7 % Padding.Length))]);
            }
        }));

    private static void Envelope(Utf8JsonWriter json, WireReply reply, string kind)
    {
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{reply.Number:x32}"));
        json.WriteString("object", kind);
        json.WriteNumber("created", reply.Created.ToUnixTimeSeconds());
        json.WriteString("model", reply.Model);
    }

    private static void Content(Utf8JsonWriter message, WireReply reply)
    {
        if (reply.Reasoning is null)
        {
            message.WriteString("content", reply.Text);
            return;
        }

        message.WriteStartArray("content");
        Thinking(message, reply.Reasoning);
        if (reply.Text.Length > 0)
        {
            message.WriteStartObject();
            message.WriteString("type", "text");
            message.WriteString("text", reply.Text);
            message.WriteEndObject();
        }

        message.WriteEndArray();
    }

    private static void Thinking(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "thinking");
        json.WriteStartArray("thinking");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void ToolCalls(Utf8JsonWriter json, WireReply reply)
    {
        if (reply.ToolCalls.Count == 0)
        {
            json.WriteNull("tool_calls");
            return;
        }

        json.WriteStartArray("tool_calls");
        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            SimulatedToolCall call = reply.ToolCalls[i];
            json.WriteStartObject();
            json.WriteString("id", call.Id ?? string.Create(CultureInfo.InvariantCulture, $"s{reply.Number % 1_000_000:d6}{i % 100:d2}"));
            json.WriteString("type", "function");
            json.WriteObject("function", function =>
            {
                function.WriteString("name", call.Name);
                function.WriteString("arguments", call.Arguments);
            });
            json.WriteNumber("index", i);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Usage(Utf8JsonWriter json, SimulatedUsage usage) => json.WriteObject("usage", written =>
    {
        written.WriteNumber("prompt_tokens", usage.InputTokens);
        written.WriteNumber("total_tokens", usage.InputTokens + usage.OutputTokens);
        written.WriteNumber("completion_tokens", usage.OutputTokens);
        written.WriteString("service_tier", "standard");
        written.WriteObject("prompt_tokens_details", details => details.WriteNumber("cached_tokens", usage.CachedInputTokens));
    });

    private static string Finish(SimulatedFinishReason reason) => reason switch
    {
        SimulatedFinishReason.Length => "length",
        SimulatedFinishReason.ToolCalls => "tool_calls",
        SimulatedFinishReason.ContentFilter => "content_filter",
        _ => "stop",
    };
}
