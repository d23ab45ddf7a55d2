using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ModelGateway.Protocols.Json;

/// <summary>
/// The words of a field and their values, for both directions: a reader looks a word up, a writer looks a value up. Where several words
/// have the same value, the first of them is written.
/// </summary>
internal sealed class WordTable<T>(params (string Word, T Value)[] rows)
    where T : notnull
{
    private readonly JsonEncodedText[] _words = Array.ConvertAll(rows, static row => JsonEncodedText.Encode(row.Word));

    public IReadOnlyList<(string Word, T Value)> Rows => rows;

    /// <summary>Finds the value of the string that the reader stands on.</summary>
    public bool TryRead(ref Utf8JsonReader reader, [MaybeNullWhen(false)] out T value)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if (reader.ValueTextEquals(_words[i].EncodedUtf8Bytes))
            {
                value = rows[i].Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Finds the value of a word.</summary>
    public bool TryFind(string word, [MaybeNullWhen(false)] out T value)
    {
        foreach ((string known, T found) in rows)
        {
            if (known == word)
            {
                value = found;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Finds the value of a word in UTF-8.</summary>
    public bool TryFind(ReadOnlySpan<byte> word, [MaybeNullWhen(false)] out T value)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if (word.SequenceEqual(_words[i].EncodedUtf8Bytes))
            {
                value = rows[i].Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Finds the word that a value is written as.</summary>
    public bool TryWrite(T value, out JsonEncodedText word)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (EqualityComparer<T>.Default.Equals(rows[i].Value, value))
            {
                word = _words[i];
                return true;
            }
        }

        word = default;
        return false;
    }
}
