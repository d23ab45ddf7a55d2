using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.OpenAI;

/// <summary>Writes chat completions and their chunks.</summary>
internal static class OpenAIWriter
{
    private const string Padding = "aB3dE5fG7hJ9kL1mN0pQ";

    // Azure's filter results for the prompt, sent with the first event so that all streams have the same number of events.
    private static ReadOnlySpan<byte> FilterResults =>
        """{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}"""u8;

    public static byte[] Unary(WireReply reply, OpenAIFlavour flavour) => SimulatorJson.Object(json =>
    {
        Envelope(json, reply, "chat.completion");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteObject("message", message => Message(message, reply));
        json.WriteString("finish_reason", Finish(reply.FinishReason));
        json.WriteEndObject();
        json.WriteEndArray();
        Usage(json, reply.Usage, flavour);
        json.WriteString("service_tier", "default");
        json.WriteNull("system_fingerprint");
    });

    public static IEnumerable<byte[]> Stream(WireReply reply, OpenAIFlavour flavour)
    {
        bool reasons = reply.Reasoning is not null;
        byte[] first = Chunk(reply, 0, delta =>
        {
            delta.WriteString("role", "assistant");
            delta.WriteString("content", reasons || (reply.Text.Length == 0 && reply.ToolCalls.Count > 0) ? null : string.Empty);
            if (reasons)
            {
                delta.WriteString("reasoning_content", string.Empty);
            }

            delta.WriteNull("refusal");
        });
        yield return [.. Before(flavour), .. first];
        int number = 1;
        foreach (string piece in TextPieces.Split(reply.Reasoning ?? string.Empty, reply.ChunkLength))
        {
            yield return Chunk(reply, number++, delta => delta.WriteString("reasoning_content", piece));
        }

        foreach (string piece in reply.TextPieces)
        {
            yield return Chunk(reply, number++, delta => delta.WriteString("content", piece));
        }

        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            int index = i;
            SimulatedToolCall call = reply.ToolCalls[i];
            yield return Chunk(reply, number++, delta => ToolCall(delta, index, call, CallId(reply, index), string.Empty));
            foreach (string piece in TextPieces.Split(call.Arguments, reply.ChunkLength))
            {
                yield return Chunk(reply, number++, delta => ToolCall(delta, index, null, null, piece));
            }
        }

        yield return Chunk(reply, number++, null, Finish(reply.FinishReason));
        if (IncludesUsage(reply.Call.Body))
        {
            yield return Chunk(reply, number, null, null, usage: true, flavour);
        }

        yield return "data: [DONE]\n\n"u8.ToArray();
    }

    private static byte[] Before(OpenAIFlavour flavour) => flavour switch
    {
        OpenAIFlavour.DeepSeek => ": keep-alive\n\n"u8.ToArray(),
        OpenAIFlavour.AzureOpenAI => SimulatorJson.Event(FilterResults.ToArray()),
        _ => [],
    };

    private static byte[] Chunk(
        WireReply reply,
        int number,
        Action<Utf8JsonWriter>? delta,
        string? finish = null,
        bool usage = false,
        OpenAIFlavour flavour = OpenAIFlavour.OpenAI) =>
        SimulatorJson.Event(SimulatorJson.Object(json =>
        {
            Envelope(json, reply, "chat.completion.chunk");
            json.WriteString("service_tier", "default");
            json.WriteNull("system_fingerprint");
            json.WriteStartArray("choices");
            if (!usage)
            {
                json.WriteStartObject();
                json.WriteNumber("index", 0);
                json.WriteObject("delta", delta ?? (_ => { }));
                json.WriteString("finish_reason", finish);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (usage)
            {
                Usage(json, reply.Usage, flavour);
            }
            else if (IncludesUsage(reply.Call.Body))
            {
                json.WriteNull("usage");
            }

            if (Obfuscates(reply.Call.Body))
            {
                json.WriteString("obfuscation", Padding[..(1 + (number * 7 % Padding.Length))]);
            }
        }));

    private static void Envelope(Utf8JsonWriter json, WireReply reply, string kind)
    {
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"chatcmpl-sim{reply.Number:d8}"));
        json.WriteString("object", kind);
        json.WriteNumber("created", reply.Created.ToUnixTimeSeconds());
        json.WriteString("model", reply.Model);
    }

    private static void Message(Utf8JsonWriter json, WireReply reply)
    {
        json.WriteString("role", "assistant");
        json.WriteString("content", reply.Text.Length == 0 && reply.ToolCalls.Count > 0 ? null : reply.Text);
        if (reply.Reasoning is not null)
        {
            json.WriteString("reasoning_content", reply.Reasoning);
        }

        if (reply.ToolCalls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            for (int i = 0; i < reply.ToolCalls.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("id", CallId(reply, i));
                json.WriteString("type", "function");
                json.WriteObject("function", function =>
                {
                    function.WriteString("name", reply.ToolCalls[i].Name);
                    function.WriteString("arguments", reply.ToolCalls[i].Arguments);
                });
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteNull("refusal");
        json.WriteStartArray("annotations");
        json.WriteEndArray();
    }

    private static void ToolCall(Utf8JsonWriter delta, int index, SimulatedToolCall? call, string? id, string arguments)
    {
        delta.WriteStartArray("tool_calls");
        delta.WriteStartObject();
        delta.WriteNumber("index", index);
        if (call is not null)
        {
            delta.WriteString("id", id);
            delta.WriteString("type", "function");
        }

        delta.WriteObject("function", function =>
        {
            if (call is not null)
            {
                function.WriteString("name", call.Name);
            }

            function.WriteString("arguments", arguments);
        });
        delta.WriteEndObject();
        delta.WriteEndArray();
    }

    private static void Usage(Utf8JsonWriter json, SimulatedUsage usage, OpenAIFlavour flavour) => json.WriteObject("usage", written =>
    {
        written.WriteNumber("prompt_tokens", usage.InputTokens);
        written.WriteNumber("completion_tokens", usage.OutputTokens);
        written.WriteNumber("total_tokens", usage.InputTokens + usage.OutputTokens);
        if (flavour == OpenAIFlavour.DeepSeek)
        {
            written.WriteNumber("prompt_cache_hit_tokens", usage.CachedInputTokens);
            written.WriteNumber("prompt_cache_miss_tokens", usage.InputTokens - usage.CachedInputTokens);
        }

        written.WriteObject("prompt_tokens_details", details =>
        {
            details.WriteNumber("cached_tokens", usage.CachedInputTokens);
            details.WriteNumber("audio_tokens", 0);
        });
        written.WriteObject("completion_tokens_details", details =>
        {
            details.WriteNumber("reasoning_tokens", usage.ReasoningTokens);
            details.WriteNumber("audio_tokens", 0);
            details.WriteNumber("accepted_prediction_tokens", 0);
            details.WriteNumber("rejected_prediction_tokens", 0);
        });
    });

    private static string CallId(WireReply reply, int index) =>
        reply.ToolCalls[index].Id ?? string.Create(CultureInfo.InvariantCulture, $"call_sim{reply.Number:d6}{index:d2}");

    private static string Finish(SimulatedFinishReason reason) => reason switch
    {
        SimulatedFinishReason.Length => "length",
        SimulatedFinishReason.ToolCalls => "tool_calls",
        SimulatedFinishReason.ContentFilter => "content_filter",
        _ => "stop",
    };

    private static bool IncludesUsage(JsonElement body) =>
        body.TryGetProperty("stream_options", out JsonElement options) && options.Flag("include_usage");

    private static bool Obfuscates(JsonElement body) =>
        !body.TryGetProperty("stream_options", out JsonElement options) || !options.Has("include_obfuscation", JsonValueKind.False);
}
