using System.Text.RegularExpressions;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>Comments say what happens, when and why, with a subject. These words tell of sentences that do not.</summary>
public sealed partial class WordingTests
{
    private const int MaxColumns = 140;

    public static TheoryData<string> Folders => ["src", "tests", "samples", "benchmarks"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Comments_SpeakOfNoUnnamedPersons(string folder) =>
        Assert.Empty(Lines(folder).Where(line => Persons().IsMatch(line.Text)).Select(line => line.ToString()));

    /// <summary>Exceptions: a raw string literal shows a document as it is; an address and a long literal are not broken.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Lines_HaveAtMost140Columns(string folder) =>
        Assert.Empty(Lines(folder)
            .Where(line => line.Text.Length > MaxColumns && !line.InRawString && !Unbreakable().IsMatch(line.Text))
            .Select(line => line.ToString()));

    private static IEnumerable<Line> Lines(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            string relative = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
            if (relative.Contains("/obj/", StringComparison.Ordinal) || relative.Contains("/bin/", StringComparison.Ordinal))
            {
                continue;
            }

            bool inside = false;
            int number = 0;
            foreach (string text in File.ReadLines(path))
            {
                int quotes = RawQuotes().Count(text);
                yield return new Line(relative, ++number, text, inside || quotes > 0);
                inside ^= quotes % 2 != 0;
            }
        }
    }

    [GeneratedRegex(@"/{2}.*\b(?:nobody|somebody|everybody|anybody|whoever|whatever)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Persons();

    [GeneratedRegex("""https?://|"(?:\\.|[^"\\]){100,}"|'(?:\\.|[^'\\]){100,}'""")]
    private static partial Regex Unbreakable();

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawQuotes();

    private readonly record struct Line(string Path, int Number, string Text, bool InRawString)
    {
        public override string ToString() => $"{Path}:{Number}: {Text.Trim()}";
    }
}
