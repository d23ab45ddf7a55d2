using ModelGateway.Schemas;

namespace ModelGateway.Tests.Schemas;

/// <summary>Patterns mean what ECMAScript (with the flag <c>u</c>) says, where .NET differs.</summary>
public sealed class EcmaScriptPatternTests
{
    /// <summary>Pattern, texts that match (one a line), texts that do not.</summary>
    public static TheoryData<string, string, string> Differences { get; } = new()
    {
        { @"^\d$", "7", "\u0667\nx" },
        { @"^\D$", "\u0667\nx", "7" },
        { @"^[\d_]$", "7\n_", "\u0667" },
        { @"^\w$", "a\n_\n0", "\u00e9\n-" },
        { @"^\W$", "\u00e9\n-\n😀", "a" },
        { @"^\s$", " \n\ufeff\n\u00a0\n\u2003", "\u0085\nx" },
        { @"^\S$", "\u0085\nx", "\ufeff" },
        { @"^[^\s]$", "x\n😀", "\u3000" },
        { @"\bcaf\b", "caf\u00e9", "cafe" },
        { @"x\B", "xy", "x\u00e9" },
        { "^.$", "😀\na\n\u0085", "😀😀\n\u2028" },
        { "^[😀]$", "😀", "😁\na" },
        { "^[^a]$", "😀\nb", "a\n😀😀" },
        { "^[😀-😂x]+$", "😁\nx😂", "😃" },
        { "^🐲{2}$", "🐲🐲", "🐲" },
        { @"^\u{1F600}$", "😀", "u" },
        { @"^\ud83d\ude00$", "😀", "😁" },
        { @"^\u0041\x42\t?\cJ?$", "AB\nAB\t", "ab" },
        { @"^\p{Letter}+$", "aé", "a1" },
        { @"^[\p{Lu}\P{L}]$", "A\n1", "a" },
        { @"^\p{General_Category=Decimal_Number}$", "7\n\u0667", "x" },
        { @"^a{,2}$", "a{,2}", "aa" },
        { "^{x}]$", "{x}]", "x" },
        { "^[]$", "", "a\n]" },
        { "^[^]$", "a\n😀", "ab" },
        { @"^[a\-z]$", "-\nz", "b" },
        { @"^[\w-.]$", "-\n.\na", ",\nä" },
        { @"^\/\-\#$", "/-#", "\\/" },
        { "^[a-z-[m]]$", "m]\n[]", "m\na" },
    };

    [Theory, MemberData(nameof(Differences))]
    public void Translate_KeepsTheMeaning(string pattern, string matching, string others)
    {
        SchemaPatterns patterns = new();
        Assert.All(Lines(matching), text => Assert.Equal(SchemaResult.Fits, patterns.Match(pattern, text)));
        Assert.All(Lines(others), text => Assert.Equal(SchemaResult.Unfit, patterns.Match(pattern, text)));
    }

    [Fact]
    public void Translate_EndsAtTheEndAlone()
    {
        Assert.Equal(SchemaResult.Unfit, new SchemaPatterns().Match("^a$", "a\n"));
        Assert.Equal(SchemaResult.Unfit, new SchemaPatterns().Match("^a.$", "a\r"));
    }

    /// <summary>What .NET would read in another way, or not at all, cannot be told.</summary>
    [Theory]
    [InlineData("(unclosed", "anything")]
    [InlineData(@"(a)?\1b", "b")]
    [InlineData(@"(?<x>a)\k<x>", "aa")]
    [InlineData("(?i)abc", "ABC")]
    [InlineData("(?>a)", "a")]
    [InlineData(@"\A", "a")]
    [InlineData(@"\a", "a")]
    [InlineData(@"^\p{Script=Greek}$", "α")]
    [InlineData(@"^\p{L}$", "𝐀")]
    [InlineData("[z-a]", "a")]
    [InlineData("[a", "a")]
    [InlineData("\\", "a")]
    [InlineData(@"\u12", "a")]
    [InlineData(@"\ud800", "a")]
    [InlineData("a**", "a")]
    public void Translate_GivesUpWhereTheMeaningDiffers(string pattern, string text) =>
        Assert.Equal(SchemaResult.CannotTell, new SchemaPatterns().Match(pattern, text));

    private static string[] Lines(string texts) => texts.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
