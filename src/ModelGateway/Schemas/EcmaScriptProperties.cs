using System.Collections.Frozen;

namespace ModelGateway.Schemas;

/// <summary>The properties that <c>\p{…}</c> may name, as far as .NET has them: general categories, short and long.</summary>
internal static class EcmaScriptProperties
{
    private static readonly FrozenDictionary<string, string> Categories = new Dictionary<string, string>
    {
        ["Letter"] = "L",
        ["Uppercase_Letter"] = "Lu",
        ["Lowercase_Letter"] = "Ll",
        ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo",
        ["Mark"] = "M",
        ["Combining_Mark"] = "M",
        ["Nonspacing_Mark"] = "Mn",
        ["Spacing_Mark"] = "Mc",
        ["Enclosing_Mark"] = "Me",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Letter_Number"] = "Nl",
        ["Other_Number"] = "No",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Connector_Punctuation"] = "Pc",
        ["Dash_Punctuation"] = "Pd",
        ["Open_Punctuation"] = "Ps",
        ["Close_Punctuation"] = "Pe",
        ["Initial_Punctuation"] = "Pi",
        ["Final_Punctuation"] = "Pf",
        ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S",
        ["Math_Symbol"] = "Sm",
        ["Currency_Symbol"] = "Sc",
        ["Modifier_Symbol"] = "Sk",
        ["Other_Symbol"] = "So",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
        ["Line_Separator"] = "Zl",
        ["Paragraph_Separator"] = "Zp",
        ["Control"] = "Cc",
        ["cntrl"] = "Cc",
        ["Format"] = "Cf",
        ["Private_Use"] = "Co",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Short = Categories.Values.ToFrozenSet();

    /// <summary>The characters that have a property; null where that is not known here.</summary>
    public static EcmaScriptClass? Find(string name)
    {
        int value = name.IndexOf('=', StringComparison.Ordinal);
        if (value >= 0)
        {
            return name[..value] is "gc" or "General_Category" ? FindCategory(name[(value + 1)..]) : null;
        }

        return name switch
        {
            "Any" => EcmaScriptClass.Any,
            "ASCII" => EcmaScriptClass.Ascii,
            "ASCII_Hex_Digit" or "AHex" => EcmaScriptClass.HexDigits,
            _ => FindCategory(name),
        };
    }

    private static EcmaScriptClass? FindCategory(string name) =>
        Short.Contains(name) ? new EcmaScriptClass([], [$"\\p{{{name}}}"], false)
        : Categories.TryGetValue(name, out string? category) ? new EcmaScriptClass([], [$"\\p{{{category}}}"], false)
        : null;
}
