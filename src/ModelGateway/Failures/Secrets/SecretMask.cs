using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace ModelGateway.Failures.Secrets;

/// <summary>
/// Removes the secrets that a request was sent with from everything that is said about it beside its contents: messages, codes, ids,
/// exceptions. Servers and handlers may repeat them as they are, in another case, escaped, encoded, or in part. Its tables are made when
/// the first text is searched.
/// </summary>
internal sealed class SecretMask
{
    /// <summary>Knows no secret: masks only what looks like a vendor's key.</summary>
    public static readonly SecretMask None = new([]);

    // Shorter "keys" are placeholders for servers that need none. Masking them would damage ordinary words.
    private const int ShortestSecret = 6;

    // At the end of a text that was cut short, fewer characters than this reveal nothing of the key.
    private const int ShortestAtCut = 4;

    // Beside a mask, which stands for the rest of the key, fewer still reveal something.
    private const int ShortestBesideMask = 3;

    // JSON within JSON within an address is the deepest that was seen.
    private const int MostLevels = 3;

    private readonly string[] _keys;
    private readonly string[] _others;
    private Tables? _tables;

    /// <param name="keys">Keys and tokens. One with colons consists of several secrets, which may be repeated alone.</param>
    /// <param name="others">Other texts that may be secret, such as headers' values. They may begin like ordinary words.</param>
    public SecretMask(IEnumerable<string> keys, IEnumerable<string>? others = null)
    {
        _keys = [.. keys.SelectMany(Parts).Where(static secret => secret.Length >= ShortestSecret).Distinct(StringComparer.Ordinal)];
        _others = [.. (others ?? []).Where(static secret => secret.Length >= ShortestSecret).Except(_keys, StringComparer.Ordinal)];
        IsEmpty = _keys.Length + _others.Length == 0;
    }

    /// <summary>Whether there is no secret to mask.</summary>
    public bool IsEmpty { get; }

    /// <summary>Whether a text repeats a secret.</summary>
    public bool Reveals([NotNullWhen(true)] string? text) => Find(text) is { Count: > 0 };

    /// <summary>Whether a text repeats a secret, or anything that looks like a vendor's key.</summary>
    public bool RevealsAnyKey(string text) => Reveals(text) || !ReferenceEquals(Redaction.MaskKeys(text), text);

    /// <summary>The text without the secrets; the same object where it holds none.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Apply(string? text) => Apply(text, known: null);

    /// <summary>The same, except for what another text holds too, which is no secret.</summary>
    /// <param name="text">The text to mask.</param>
    /// <param name="known">A text that may be shown; null for none.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Apply(string? text, string? known)
    {
        if (Find(text) is not { Count: > 0 } found)
        {
            return text;
        }

        RemoveKnown(found, text!, known);
        if (found.Count == 0)
        {
            return text!;
        }

        found.Sort();
        List<string> parts = [];
        int end = 0;
        foreach ((int start, int last) in found)
        {
            if (start >= end)
            {
                parts.Add(text![end..start]);
                parts.Add(Redaction.Mask);
            }

            end = Math.Max(end, last);
        }

        parts.Add(text![end..]);
        return string.Concat(parts).Replace(Redaction.Mask + Redaction.Mask, Redaction.Mask, StringComparison.Ordinal);
    }

    /// <summary>The text without the secrets, and without anything that looks like a vendor's key.</summary>
    public string ApplyToAnyKey(string text) => Redaction.MaskKeys(Apply(text));

    public ProviderFailure Apply(ProviderFailure failure) =>
        !Reveals(failure.Message) && !Reveals(failure.Code) && !Reveals(failure.ProviderRequestId) ? failure
        : failure with
        {
            Message = Apply(failure.Message),
            Code = Apply(failure.Code),
            ProviderRequestId = Apply(failure.ProviderRequestId),
        };

    // The longest are found first where several begin at one place.
    private static IEnumerable<string> Parts(string key) =>
        key.Contains(':', StringComparison.Ordinal) ? [key, .. key.Split(':')] : [key];

    // Not in the caller's method, where its closure would be made for every text.
    private static void RemoveKnown(List<(int Start, int End)> found, string text, string? known)
    {
        if (known is not null)
        {
            found.RemoveAll(part =>
                known.AsSpan().Contains(text.AsSpan(part.Start, part.End - part.Start), StringComparison.OrdinalIgnoreCase));
        }
    }

    // Where secrets are in the text; null for nowhere.
    private List<(int Start, int End)>? Find(string? text)
    {
        if (text is null || IsEmpty || text.Length < ShortestAtCut)
        {
            return null;
        }

        Tables tables = _tables ??= new Tables(_keys, _others);
        if (tables.HasNothing(text))
        {
            return null;
        }

        List<(int Start, int End)>? found = null;
        DecodedText? level = new(text);
        for (int i = 0; i <= MostLevels && level is not null; i++, level = level.Decode())
        {
            tables.Find(level, ref found);
        }

        return found;
    }

    /// <summary>All forms of all secrets, and a search for any of them at once.</summary>
    private sealed class Tables
    {
        // Marks of escapes, of texts that were cut and of other masks.
        private static readonly SearchValues<char> Marks = SearchValues.Create("%\\&…[");

        private readonly SecretForm[] _forms;
        private readonly SearchValues<string> _any;

        public Tables(string[] keys, string[] others)
        {
            // Words that begin an address or a sentence are no secrets: of other texts a longer part is one.
            const int LeastPartOfOthers = 16;
            _forms =
            [
                .. keys.SelectMany(static key => SecretForm.FindAll(key)),
                .. others.SelectMany(static other => SecretForm.FindAll(other, LeastPartOfOthers)),
            ];
            _any = SearchValues.Create(
                [.. _forms.SelectMany(static form => (string[])[form.Beginning, form.End]).Distinct(StringComparer.OrdinalIgnoreCase)],
                StringComparison.OrdinalIgnoreCase);
        }

        /// <summary>Whether a text holds no secret for certain, as most do.</summary>
        public bool HasNothing(ReadOnlySpan<char> text) => !text.ContainsAny(_any) && !text.ContainsAny(Marks);

        public void Find(DecodedText level, ref List<(int Start, int End)>? found)
        {
            ReadOnlySpan<char> said = level.Text;
            int at = 0;
            while (at < said.Length && said[at..].IndexOfAny(_any) is >= 0 and var next)
            {
                at += next;
                (int start, int end) = Widest(said, at);
                Add(level, start, end, ref found);
                at = Math.Max(end, at + 1);
            }

            if (said is [.., '…'])
            {
                int length = LengthAtEnd(said[..^1], ShortestAtCut);
                Add(level, said.Length - 1 - length, said.Length - 1, ref found);
            }

            FindBesideMasks(level, ref found);
        }

        // Masks of vendors' usual keys end before characters that such keys do not have.
        private void FindBesideMasks(DecodedText level, ref List<(int Start, int End)>? found)
        {
            ReadOnlySpan<char> said = level.Text;
            for (int at = 0; said[at..].IndexOf(Redaction.Mask, StringComparison.Ordinal) is >= 0 and var next;)
            {
                int mask = at + next;
                int length = LengthAtEnd(said[..mask], ShortestBesideMask);
                Add(level, mask - length, mask, ref found);
                at = mask + Redaction.Mask.Length;
                length = 0;
                foreach (SecretForm form in _forms)
                {
                    length = Math.Max(length, form.LengthAtStart(said[at..], ShortestBesideMask));
                }

                Add(level, at, at + length, ref found);
            }
        }

        private int LengthAtEnd(ReadOnlySpan<char> said, int fewest)
        {
            int length = 0;
            foreach (SecretForm form in _forms)
            {
                length = Math.Max(length, form.LengthAtEnd(said, fewest));
            }

            return length;
        }

        private (int Start, int End) Widest(ReadOnlySpan<char> said, int at)
        {
            (int start, int end) = (at, at);
            foreach (SecretForm form in _forms)
            {
                (int first, int last) = form.FindAt(said, at);
                if (last > first)
                {
                    start = Math.Min(start, first);
                    end = Math.Max(end, last);
                }
            }

            return (start, end);
        }

        private static void Add(DecodedText level, int start, int end, ref List<(int Start, int End)>? found)
        {
            if (end > start)
            {
                (found ??= []).Add((level.Place(start), level.Place(end)));
            }
        }
    }
}
