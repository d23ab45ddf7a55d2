using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Reads the answer of <c>generateContent</c>.</summary>
internal static class GeminiResponseReader
{
    public static ChatResponse Read(ReadOnlySpan<byte> body, ChatCall call, GeminiFlavor flavor)
    {
        GeminiAnswerReader answer = new(call, flavor);
        List<AIContent> contents = answer.Read(body) ?? [];
        if (!answer.HasCandidate)
        {
            throw ProtocolError.Malformed("It holds no candidate.");
        }

        AddCitations(contents, answer.Grounding);
        if (answer.ReadExplanation() is { } explanation)
        {
            contents.Add(explanation);
        }

        JsonElement? raw = call.CaptureRaw ? WireJson.Parse(body) : null;
        ChatMessage message = new(ChatRole.Assistant, contents)
        {
            MessageId = answer.ResponseId ?? call.AttemptId,
            CreatedAt = answer.CreatedAt,
        };
        return new ChatResponse(message)
        {
            ResponseId = answer.ResponseId,
            ModelId = answer.ModelId,
            CreatedAt = answer.CreatedAt,
            FinishReason = answer.Finish,
            Usage = answer.ReadUsage(),
            AdditionalProperties = answer.CreateProperties(),
            RawRepresentation = raw,
        };
    }

    private static void AddCitations(List<AIContent> contents, GeminiGrounding? grounding)
    {
        if (grounding is null or { IsEmpty: true })
        {
            return;
        }

        TextContent? last = null;
        int texts = 0;
        foreach (AIContent content in contents)
        {
            if (content is TextContent { Text.Length: > 0 } text)
            {
                last = text;
                texts++;
            }
        }

        if (last is null)
        {
            contents.Add(last = new TextContent(""));
        }

        last.Annotations = grounding.ToAnnotations(texts == 1 ? last.Text : null);
    }
}
