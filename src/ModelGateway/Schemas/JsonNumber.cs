using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// A JSON number, exactly: its significant digits and a power of ten, so that <c>1e-40</c>, <c>0.1</c> and <c>1e99999999999</c> are
/// neither rounded nor too large.
/// </summary>
internal readonly struct JsonNumber : IComparable<JsonNumber>
{
    private const int MaxExponentDigits = 15;
    private const int MaxDividedDigits = 5_000;

    // Neither begins nor ends with a zero; empty for zero.
    private readonly string _digits;
    private readonly long _exponent;

    private JsonNumber(int sign, string digits, long exponent)
    {
        Sign = sign;
        _digits = digits;
        _exponent = exponent;
    }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign { get; }

    /// <summary>Whether the number is whole, in any notation: <c>1.0</c> and <c>1e3</c> are.</summary>
    public bool IsInteger => Sign == 0 || _exponent >= 0;

    private long Magnitude => _exponent + _digits.Length;

    /// <summary>Reads a number; false where its exponent has more than 15 digits.</summary>
    public static bool TryRead(JsonElement number, out JsonNumber value)
    {
        string text = number.GetRawText();
        int at = text.AsSpan().IndexOfAny('e', 'E');
        long exponent = 0;
        string mantissa = at < 0 ? text : text[..at];
        if (at >= 0 && !TryReadExponent(text.AsSpan(at + 1), out exponent))
        {
            value = default;
            return false;
        }

        int sign = mantissa[0] == '-' ? -1 : 1;
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        string digits = mantissa.TrimStart('-').TrimStart('0');
        string trimmed = digits.TrimEnd('0');
        value = trimmed.Length == 0
            ? new JsonNumber(0, "", 0)
            : new JsonNumber(sign, trimmed, exponent + digits.Length - trimmed.Length);
        return true;
    }

    public int CompareTo(JsonNumber other)
    {
        if (Sign != other.Sign || Sign == 0)
        {
            return Sign.CompareTo(other.Sign);
        }

        int size = Magnitude.CompareTo(other.Magnitude);
        return Sign * (size != 0 ? size : Math.Sign(string.CompareOrdinal(_digits, other._digits)));
    }

    /// <summary>Whether the number is a multiple of another one; null where that takes too long to find out.</summary>
    public bool? IsMultipleOf(JsonNumber step)
    {
        if (Sign == 0 || step.Sign == 0)
        {
            return Sign == 0;
        }

        // The digits do not end with a zero, so that no power of ten divides them.
        long power = _exponent - step._exponent;
        if (power < 0)
        {
            return false;
        }

        if (_digits.Length > MaxDividedDigits || step._digits.Length > MaxDividedDigits)
        {
            return null;
        }

        BigInteger divisor = BigInteger.Parse(step._digits, CultureInfo.InvariantCulture);
        BigInteger digits = BigInteger.Parse(_digits, CultureInfo.InvariantCulture);
        return (digits * BigInteger.ModPow(10, power, divisor) % divisor).IsZero;
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        ReadOnlySpan<char> digits = text.TrimStart("+-").TrimStart('0');
        return digits.Length <= MaxExponentDigits
            && (digits.IsEmpty || long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out exponent))
            && (text[0] != '-' || (exponent = -exponent) <= 0);
    }
}
