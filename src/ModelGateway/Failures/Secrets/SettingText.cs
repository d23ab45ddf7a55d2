using System.Text.RegularExpressions;

namespace ModelGateway.Failures.Secrets;

/// <summary>
/// What errors of a configuration show of settings' values. Values that may be secret (keys, headers, the user and the query of an address)
/// are never shown; of a reference to one, its name is.
/// </summary>
internal static partial class SettingText
{
    private const int Longest = 120;
    private const string Hidden = "…";

    /// <summary>A setting's value without what may be secret in it.</summary>
    public static string Show(string value)
    {
        string shown = value;
        bool isAddress = value.Contains("://", StringComparison.Ordinal);
        if (value.LastIndexOf('@') is >= 0 and var at)
        {
            string scheme = isAddress ? value[..(value.IndexOf("://", StringComparison.Ordinal) + 3)] : "";
            shown = $"{scheme}{Hidden}@{value[(at + 1)..]}";
        }

        // An address without its scheme has a query too.
        if ((isAddress || value.Contains('=', StringComparison.Ordinal)) && shown.AsSpan().IndexOfAny('?', '#') is >= 0 and var end)
        {
            shown = shown[..(end + 1)] + Hidden;
        }

        shown = shown.Length > Longest ? shown[..Longest] + Hidden : shown;
        return Redaction.MaskKeys(shown);
    }

    /// <summary>
    /// Where a key is read from, as <c>env:NAME</c> or <c>config:PATH</c>. What is behind the prefix is shown only where it looks like a
    /// name, as it may be the key itself.
    /// </summary>
    public static string ShowReference(string setting)
    {
        int colon = setting.IndexOf(':', StringComparison.Ordinal);
        bool isReference = colon > 0 && Prefix().IsMatch(setting.AsSpan(0, colon));
        bool isName = isReference && (Variable().IsMatch(setting.AsSpan(colon + 1)) || Path().IsMatch(setting.AsSpan(colon + 1)))
            && ReferenceEquals(Redaction.MaskKeys(setting), setting);
        return isName ? setting : isReference ? setting[..(colon + 1)] + Hidden : Hidden;
    }

    /// <summary>A whole error without users and queries of addresses, and without anything that looks like a key.</summary>
    public static string WithoutSecrets(string fault) =>
        Redaction.MaskKeys(Address().Replace(fault, static match => Show(match.Value)));

    [GeneratedRegex(@"\b[A-Za-z][A-Za-z0-9+.\-]*://[^\s'""<>]*")]
    private static partial Regex Address();

    // Such as OPENAI_API_KEY or openai_key: letters and underscores, digits only between upper-case ones.
    [GeneratedRegex(@"^(?=.*_)(?:[A-Z][A-Z0-9_]{0,63}|[A-Za-z][A-Za-z_]{0,63})$")]
    private static partial Regex Variable();

    // Such as OpenAIKey or Secrets:Keys:0: words, and numbers of one or two digits.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z_.\-]{0,23}[0-9]{0,2}(?::(?:[A-Za-z][A-Za-z_.\-]{0,23}[0-9]{0,2}|[0-9]{1,2}))*$")]
    private static partial Regex Path();

    [GeneratedRegex("^(?:env|config)$", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();
}
