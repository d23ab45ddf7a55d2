using System.Text.Json;
using Microsoft.ML.Tokenizers;
using ModelGateway.Tests.Support;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

/// <summary>Pieces of texts with their estimates and exact counts for OpenAI's tokenizers.</summary>
internal static class TextSamples
{
    private const int Length = 400;
    private const int Each = 300;

    private static readonly (string Family, TiktokenTokenizer Tokenizer)[] Tokenizers =
    [
        (TokenizerFamilies.O200K, TiktokenTokenizer.CreateForEncoding("o200k_base")),
        (TokenizerFamilies.Cl100K, TiktokenTokenizer.CreateForEncoding("cl100k_base")),
    ];

    public static IEnumerable<TokenSample> All() => Written().Concat(Shared());

    public static IEnumerable<TokenSample> Written() =>
        LanguageTexts.All.Concat(CodeTexts.All)
            .SelectMany(
                entry => Pieces(entry.Value.Replace("\r", "", StringComparison.Ordinal), Length / 2)
                    .SelectMany(piece => Samples(entry.Key, piece)));

    private static IEnumerable<TokenSample> Shared() =>
        Some("prompts", Strings("routing/nine-model-scores.json", 40))
            .Concat(Some("questions", Strings("similarity/paraphrase-pairs.json", 20)))
            .Concat(Some("attacks", Strings("prompt-injection/attacks.json", 40)))
            .Concat(Some("naughty strings", Strings("hostile-input/naughty-strings.json", 4)))
            .Concat(Some("answers in mathematics", File.ReadLines(SharedData.Require("routing/gsm8k-strong-weak.csv")).Skip(1)))
            .Concat(Some("recorded JSON", Recorded().Select(request => request.GetRawText())))
            .Concat(Some("chats", Recorded().SelectMany(request => Strings(request, 60))))
            .Concat(Some("price lists", Pieces(File.ReadAllText(SharedData.Require("prices/litellm-model-prices.json")))));

    private static IEnumerable<TokenSample> Some(string slice, IEnumerable<string> texts)
    {
        // A fixed selection of pieces, spread evenly over all texts.
        List<string> all = [.. texts.Distinct(StringComparer.Ordinal)];
        int step = Math.Max(1, all.Count / Each);
        for (int i = 0; i < all.Count; i += step)
        {
            List<string> pieces = [.. Pieces(all[i])];
            foreach (TokenSample sample in Samples(slice, pieces[i % pieces.Count]))
            {
                yield return sample;
            }
        }
    }

    private static IEnumerable<TokenSample> Samples(string slice, string piece)
    {
        foreach ((string family, TiktokenTokenizer tokenizer) in Tokenizers)
        {
            int exact = tokenizer.CountTokens(piece);
            if (exact > 0)
            {
                yield return new TokenSample(family, slice, TokenEstimator.EstimateText(piece, family, TokenCounters.None), exact);
            }
        }
    }

    private static IEnumerable<string> Pieces(string text, int length = Length)
    {
        int from = 0;
        do
        {
            int to = Math.Min(text.Length, from + length);
            while (to < text.Length && to > from + (length / 2) && !char.IsWhiteSpace(text[to]))
            {
                to--;
            }

            to += to < text.Length && char.IsLowSurrogate(text[to]) ? 1 : 0;
            yield return text[from..to];
            from = to;
        }
        while (from < text.Length - 20);
    }

    private static IEnumerable<JsonElement> Recorded() =>
        ((string[])["openai", "anthropic", "gemini", "mistral"]).SelectMany(SharedData.Exchanges)
            .Select(exchange => exchange.GetProperty("request")).Where(request => request.ValueKind == JsonValueKind.Object);

    private static IEnumerable<string> Strings(string file, int least) =>
        Strings(JsonElement.Parse(File.ReadAllText(SharedData.Require(file))), least);

    private static IEnumerable<string> Strings(JsonElement json, int least) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(field => Strings(field.Value, least)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Strings(item, least)),
        JsonValueKind.String when json.GetString() is { } text && text.Length >= least => [text],
        _ => [],
    };
}
