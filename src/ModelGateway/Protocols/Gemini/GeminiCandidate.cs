using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>What a candidate says beside its parts.</summary>
internal readonly record struct GeminiCandidate(int Index, string? FinishReason, string? FinishMessage, GeminiGrounding? Grounding)
{
    public static GeminiCandidate Read(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, GeminiPartReader parts, ref List<AIContent>? contents)
    {
        int index = 0;
        string? finishReason = null;
        string? finishMessage = null;
        GeminiGrounding? grounding = null;
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(GeminiNames.Content))
            {
                reader.Read();
                ReadContent(ref reader, json, parts, ref contents);
            }
            else if (reader.ValueTextEquals(GeminiNames.FinishReason))
            {
                finishReason = GeminiWords.Specified(JsonFields.ReadNextString(ref reader));
            }
            else if (reader.ValueTextEquals(GeminiNames.FinishMessage))
            {
                finishMessage = JsonFields.ReadNextString(ref reader);
            }
            else if (reader.ValueTextEquals(GeminiNames.Index))
            {
                reader.Read();
                index = reader.TokenType == JsonTokenType.Null ? 0 : reader.GetInt32();
            }
            else if (reader.ValueTextEquals(GeminiNames.GroundingMetadata))
            {
                (grounding ??= new GeminiGrounding()).AddGrounding(WireJson.ParseMended(JsonFields.ReadRawValue(ref reader, json)));
            }
            else if (reader.ValueTextEquals(GeminiNames.CitationMetadata))
            {
                (grounding ??= new GeminiGrounding()).AddCitations(WireJson.ParseMended(JsonFields.ReadRawValue(ref reader, json)));
            }
            else
            {
                reader.Skip();
            }
        }

        return new GeminiCandidate(index, finishReason, finishMessage, grounding);
    }

    private static void ReadContent(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, GeminiPartReader parts, ref List<AIContent>? contents)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            if (!reader.ValueTextEquals(GeminiNames.Parts))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            ReadParts(ref reader, json, parts, ref contents);
        }
    }

    private static void ReadParts(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, GeminiPartReader parts, ref List<AIContent>? contents)
    {
        WireJson.Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            parts.Read(ref reader, json, ref contents);
        }
    }
}
