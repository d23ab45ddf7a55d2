using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace ModelGateway.Tokenizers;

/// <summary>Reads the <c>tokenizer.json</c> of a byte-level BPE: its vocabulary, its merges, and how it splits a text into words.</summary>
internal static class BytePairFile
{
    // The default pattern of ByteLevel, which is GPT-2's.
    private const string Words = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public static BpeTokenizer Read(Stream file)
    {
        using JsonDocument document = JsonDocument.Parse(file);
        JsonElement root = document.RootElement;
        JsonElement model = root.GetProperty("model");
        if (model.TryGetProperty("type", out JsonElement type) && type.GetString() is not "BPE")
        {
            throw new NotSupportedException(
                $"The tokenizer is a {type.GetString()}; of tokenizer.json only a byte-level BPE is read. "
                + "SentencePiece's own file, tokenizer.model, is too.");
        }

        Dictionary<string, int> special = ReadSpecialTokens(root);
        IEnumerable<KeyValuePair<string, int>> vocabulary =
            model.GetProperty("vocab").EnumerateObject().Select(static entry => KeyValuePair.Create(entry.Name, entry.Value.GetInt32()));
        return BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            ByteLevel = true,
            Merges = [.. model.GetProperty("merges").EnumerateArray().Select(ReadMerge)],
            PreTokenizer = ReadPreTokenizer(root.GetProperty("pre_tokenizer"), special),
            SpecialTokens = special,
        });
    }

    // "a b", or ["a", "b"] in newer files.
    private static string ReadMerge(JsonElement merge) =>
        merge.ValueKind == JsonValueKind.Array ? $"{merge[0].GetString()} {merge[1].GetString()}" : merge.GetString()!;

    private static Dictionary<string, int> ReadSpecialTokens(JsonElement root)
    {
        Dictionary<string, int> special = new(StringComparer.Ordinal);
        if (root.TryGetProperty("added_tokens", out JsonElement added) && added.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement token in added.EnumerateArray())
            {
                special[token.GetProperty("content").GetString()!] = token.GetProperty("id").GetInt32();
            }
        }

        return special;
    }

    private static PreTokenizer ReadPreTokenizer(JsonElement declared, Dictionary<string, int> special)
    {
        List<PreTokenizer> steps = [];
        bool isByteLevel = false;
        JsonElement[] parts = declared.GetProperty("type").GetString() is "Sequence"
            ? [.. declared.GetProperty("pretokenizers").EnumerateArray()]
            : [declared];
        foreach (JsonElement part in parts)
        {
            isByteLevel |= part.GetProperty("type").GetString() == "ByteLevel";
            if (ReadPattern(part) is { } pattern)
            {
                steps.Add(new RegexPreTokenizer(new Regex(pattern, RegexOptions.CultureInvariant), steps.Count == 0 ? special : null));
            }
        }

        return !isByteLevel
                ? throw new NotSupportedException(
                    "The tokenizer is no byte-level BPE. SentencePiece's own file, tokenizer.model, is read too.")
            : steps.Count == 1 ? steps[0]
            : new CompositePreTokenizer(steps, special);
    }

    // The pattern that a step splits by; null where it does not split.
    private static string? ReadPattern(JsonElement step)
    {
        switch (step.GetProperty("type").GetString())
        {
            case "ByteLevel":
                return !step.TryGetProperty("use_regex", out JsonElement usesPattern) || usesPattern.GetBoolean() ? Words : null;
            case "Split" when step.GetProperty("pattern").TryGetProperty("Regex", out JsonElement regex)
                && step.GetProperty("behavior").GetString() is "Isolated":
                return regex.GetString()!;
            case "Digits" when step.TryGetProperty("individual_digits", out JsonElement single) && single.GetBoolean():
                return @"\p{N}|[^\p{N}]+";
            case "Digits":
                return @"\p{N}+|[^\p{N}]+";
            case { } other:
                throw new NotSupportedException(
                    $"The tokenizer cuts texts by {other}, which is not read; of tokenizer.json only a byte-level BPE is.");
            default:
                return null;
        }
    }
}
