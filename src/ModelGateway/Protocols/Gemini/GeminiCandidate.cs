using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>What a candidate says beside its parts.</summary>
internal ref struct GeminiCandidate
{
    public int Index { get; private set; }

    public string? FinishReason { get; private set; }

    public string? FinishMessage { get; private set; }

    public GeminiGrounding? Grounding { get; private set; }

    /// <summary>How long the JSON of the quoted sources is, in bytes.</summary>
    public int QuotedBytes { get; private set; }

    public ReadOnlySpan<byte> SafetyRatings { get; private set; }

    /// <summary>What became of the addresses that the model was to read.</summary>
    public ReadOnlySpan<byte> UrlContext { get; private set; }

    public ReadOnlySpan<byte> AverageLogProbs { get; private set; }

    /// <summary>The tokens with their probabilities.</summary>
    public ReadOnlySpan<byte> ChosenTokens { get; private set; }

    /// <summary>The most likely tokens at each place.</summary>
    public ReadOnlySpan<byte> TopTokens { get; private set; }

    public static GeminiCandidate Read(
        scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json, GeminiPartReader parts, ref List<AIContent>? contents)
    {
        GeminiCandidate candidate = default;
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
                candidate.FinishReason = GeminiWords.Specified(JsonFields.ReadNextString(ref reader));
            }
            else if (reader.ValueTextEquals(GeminiNames.FinishMessage))
            {
                candidate.FinishMessage = JsonFields.ReadNextString(ref reader);
            }
            else if (reader.ValueTextEquals(GeminiNames.Index))
            {
                reader.Read();
                candidate.Index = reader.TokenType == JsonTokenType.Null ? 0 : reader.GetInt32();
            }
            else if (reader.ValueTextEquals(GeminiNames.GroundingMetadata))
            {
                (candidate.Grounding ??= new GeminiGrounding())
                    .AddGrounding(WireJson.ParseMended(JsonFields.ReadRawValue(ref reader, json)));
            }
            else if (reader.ValueTextEquals(GeminiNames.CitationMetadata))
            {
                ReadOnlySpan<byte> quoted = JsonFields.ReadRawValue(ref reader, json);
                (candidate.Grounding ??= new GeminiGrounding()).AddCitations(WireJson.ParseMended(quoted));
                candidate.QuotedBytes += quoted.Length;
            }
            else
            {
                candidate.ReadOther(ref reader, json);
            }
        }

        return candidate;
    }

    private void ReadOther(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals(GeminiNames.SafetyRatings))
        {
            SafetyRatings = JsonFields.ReadRawValue(ref reader, json);
        }
        else if (reader.ValueTextEquals(GeminiNames.UrlContextMetadata))
        {
            UrlContext = JsonFields.ReadRawValue(ref reader, json);
        }
        else if (reader.ValueTextEquals(GeminiNames.AvgLogprobs))
        {
            AverageLogProbs = JsonFields.ReadRawValue(ref reader, json);
        }
        else if (reader.ValueTextEquals(GeminiNames.LogprobsResult))
        {
            reader.Read();
            ReadLogProbs(ref reader, json);
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadLogProbs(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool isChosen = reader.ValueTextEquals(GeminiNames.ChosenCandidates);
            bool isTop = reader.ValueTextEquals(GeminiNames.TopCandidates);
            ReadOnlySpan<byte> tokens = JsonFields.ReadRawValue(ref reader, json);
            ChosenTokens = isChosen ? tokens : ChosenTokens;
            TopTokens = isTop ? tokens : TopTokens;
        }
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
