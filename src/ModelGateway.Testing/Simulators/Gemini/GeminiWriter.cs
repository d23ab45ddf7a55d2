using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Gemini;

/// <summary>Writes GenerateContentResponse, whole and in chunks.</summary>
internal static class GeminiWriter
{
    public static byte[] Unary(WireReply reply)
    {
        List<Action<Utf8JsonWriter>> parts = [];
        if (reply.Reasoning is not null)
        {
            parts.Add(part => Thought(part, reply.Reasoning));
        }

        if (reply.Text.Length > 0)
        {
            parts.Add(part => Text(part, reply.Text, reply.ToolCalls.Count == 0 ? reply.Signature : null));
        }

        parts.AddRange(Calls(reply));
        return Response(reply, parts, reply.Usage.ReasoningTokens, Candidates(reply), isLast: true);
    }

    public static IEnumerable<byte[]> Stream(WireReply reply)
    {
        foreach (string piece in TextPieces.Split(reply.Reasoning ?? string.Empty, reply.ChunkLength))
        {
            yield return Response(reply, [part => Thought(part, piece)], reply.Usage.ReasoningTokens, 0, isLast: false);
        }

        bool signed = reply.Signature is not null;
        bool calls = reply.ToolCalls.Count > 0;
        for (int i = 0; i < reply.TextPieces.Count; i++)
        {
            string piece = reply.TextPieces[i];
            bool last = i == reply.TextPieces.Count - 1 && !signed && !calls;
            long candidates = last ? Candidates(reply) : Candidates(reply) * (i + 1) / reply.TextPieces.Count;
            yield return Response(reply, [part => Text(part, piece, null)], reply.Usage.ReasoningTokens, candidates, last);
        }

        if (calls)
        {
            yield return Response(reply, [.. Calls(reply)], reply.Usage.ReasoningTokens, Candidates(reply), isLast: !signed);
        }

        // The signature of the answer is in an empty last part; that of calls is on the first call.
        if (signed || (reply.TextPieces.Count == 0 && !calls))
        {
            string? signature = calls ? null : reply.Signature;
            yield return Response(
                reply, [part => Text(part, string.Empty, signature)], reply.Usage.ReasoningTokens, Candidates(reply), isLast: true);
        }
    }

    private static byte[] Response(WireReply reply, List<Action<Utf8JsonWriter>> parts, long thoughts, long candidates, bool isLast) =>
        SimulatorJson.Object(json =>
    {
        json.WriteStartArray("candidates");
        json.WriteStartObject();
        json.WriteObject("content", content =>
        {
            if (parts.Count > 0)
            {
                content.WriteStartArray("parts");
                foreach (Action<Utf8JsonWriter> part in parts)
                {
                    content.WriteStartObject();
                    part(content);
                    content.WriteEndObject();
                }

                content.WriteEndArray();
            }

            content.WriteString("role", "model");
        });
        if (isLast)
        {
            json.WriteString("finishReason", Finish(reply.FinishReason));
            if (reply.ToolCalls.Count > 0)
            {
                json.WriteString("finishMessage", "Model generated function call(s).");
            }
        }

        json.WriteNumber("index", 0);
        json.WriteEndObject();
        json.WriteEndArray();
        Usage(json, reply.Usage, thoughts, candidates);
        json.WriteString("modelVersion", reply.Model);
        json.WriteString("responseId", string.Create(CultureInfo.InvariantCulture, $"sim{reply.Number:d8}"));
    });

    private static void Usage(Utf8JsonWriter json, SimulatedUsage usage, long thoughts, long candidates) =>
        json.WriteObject("usageMetadata", written =>
    {
        written.WriteNumber("promptTokenCount", usage.InputTokens);
        if (candidates > 0)
        {
            written.WriteNumber("candidatesTokenCount", candidates);
        }

        written.WriteNumber("totalTokenCount", usage.InputTokens + candidates + thoughts);
        if (usage.CachedInputTokens > 0)
        {
            written.WriteNumber("cachedContentTokenCount", usage.CachedInputTokens);
        }

        written.WriteStartArray("promptTokensDetails");
        written.WriteStartObject();
        written.WriteString("modality", "TEXT");
        written.WriteNumber("tokenCount", usage.InputTokens);
        written.WriteEndObject();
        written.WriteEndArray();
        if (thoughts > 0)
        {
            written.WriteNumber("thoughtsTokenCount", thoughts);
        }

        written.WriteString("serviceTier", "standard");
    });

    private static IEnumerable<Action<Utf8JsonWriter>> Calls(WireReply reply)
    {
        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            SimulatedToolCall call = reply.ToolCalls[i];
            string? signature = i == 0 ? reply.Signature : null;
            yield return part =>
            {
                part.WriteObject("functionCall", written =>
                {
                    if (call.Id is not null)
                    {
                        written.WriteString("id", call.Id);
                    }

                    written.WriteString("name", call.Name);
                    written.WriteJsonText("args", call.Arguments);
                });
                Signature(part, signature);
            };
        }
    }

    private static void Thought(Utf8JsonWriter part, string text)
    {
        part.WriteString("text", text);
        part.WriteBoolean("thought", true);
    }

    private static void Text(Utf8JsonWriter part, string text, string? signature)
    {
        part.WriteString("text", text);
        Signature(part, signature);
    }

    private static void Signature(Utf8JsonWriter part, string? signature)
    {
        if (signature is not null)
        {
            part.WriteString("thoughtSignature", signature);
        }
    }

    private static long Candidates(WireReply reply) => Math.Max(0, reply.Usage.OutputTokens - reply.Usage.ReasoningTokens);

    private static string Finish(SimulatedFinishReason reason) => reason switch
    {
        SimulatedFinishReason.Length => "MAX_TOKENS",
        SimulatedFinishReason.ContentFilter => "SAFETY",
        _ => "STOP",
    };
}
