using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace ModelGateway.Tokenizers;

/// <summary>Reads the <c>tokenizer.json</c> of a byte-level BPE: its vocabulary, its merges, and how it cuts a text into words.</summary>
internal static class BytePairFile
{
    // What ByteLevel cuts by where it is not told otherwise: GPT-2's.
    private const string Words = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public static BpeTokenizer Read(Stream file)
    {
        using JsonDocument document = JsonDocument.Parse(file);
        JsonElement root = document.RootElement;
        JsonElement model = root.GetProperty("model");
        if (model.TryGetProperty("type", out JsonElement type) && type.GetString() is not "BPE")
        {
            throw new NotSupportedException($"The tokenizer is a {type.GetString()}; of tokenizer.json only a byte-level BPE is read. SentencePiece's own file, tokenizer.model, is too.");
        }

        Dictionary<string, int> special = Special(root);
        return BpeTokenizer.Create(new BpeOptions(model.GetProperty("vocab").EnumerateObject().Select(static entry => KeyValuePair.Create(entry.Name, entry.Value.GetInt32())))
        {
            ByteLevel = true,
            Merges = [.. model.GetProperty("merges").EnumerateArray().Select(Merge)],
            PreTokenizer = Cutting(root.GetProperty("pre_tokenizer"), special),
            SpecialTokens = special,
        });
    }

    // "a b", or ["a", "b"] in newer files.
    private static string Merge(JsonElement merge) =>
        merge.ValueKind == JsonValueKind.Array ? $"{merge[0].GetString()} {merge[1].GetString()}" : merge.GetString()!;

    private static Dictionary<string, int> Special(JsonElement root)
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

    private static PreTokenizer Cutting(JsonElement declared, Dictionary<string, int> special)
    {
        List<PreTokenizer> steps = [];
        bool isByteLevel = false;
        JsonElement[] parts = declared.GetProperty("type").GetString() is "Sequence" ? [.. declared.GetProperty("pretokenizers").EnumerateArray()] : [declared];
        foreach (JsonElement part in parts)
        {
            switch (part.GetProperty("type").GetString())
            {
                case "ByteLevel":
                    isByteLevel = true;
                    if (!part.TryGetProperty("use_regex", out JsonElement byRegex) || byRegex.GetBoolean())
                    {
                        steps.Add(By(Words));
                    }

                    break;
                case "Split" when part.GetProperty("pattern").TryGetProperty("Regex", out JsonElement regex) && part.GetProperty("behavior").GetString() is "Isolated":
                    steps.Add(By(regex.GetString()!));
                    break;
                case "Digits" when part.TryGetProperty("individual_digits", out JsonElement single) && single.GetBoolean():
                    steps.Add(By(@"\p{N}|[^\p{N}]+"));
                    break;
                case "Digits":
                    steps.Add(By(@"\p{N}+|[^\p{N}]+"));
                    break;
                case { } other:
                    throw new NotSupportedException($"The tokenizer cuts texts by {other}, which is not read; of tokenizer.json only a byte-level BPE is.");
            }
        }

        return !isByteLevel ? throw new NotSupportedException("The tokenizer is no byte-level BPE. SentencePiece's own file, tokenizer.model, is read too.")
            : steps.Count == 1 ? steps[0]
            : new CompositePreTokenizer(steps, special);

        PreTokenizer By(string pattern) => new RegexPreTokenizer(new Regex(pattern, RegexOptions.CultureInvariant), steps.Count == 0 ? special : null);
    }
}
