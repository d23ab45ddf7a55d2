using System.Text.RegularExpressions;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

public sealed partial class SourceFileTests
{
    private const int MaxLines = 300;

    [Fact]
    public void NoFileIsLong() =>
        Assert.DoesNotContain(Repository.SourceFiles(), path => File.ReadLines(Path.Combine(Repository.Source, path)).Count() > MaxLines);

    [Fact]
    public void EveryFileHoldsTheTypeThatItIsNamedAfter()
    {
        List<string> wrong = [];
        foreach (string path in Repository.SourceFiles())
        {
            string text = File.ReadAllText(Path.Combine(Repository.Source, path));
            string name = Path.GetFileName(path).Split('.')[0];
            string[] types = [.. TypeDeclaration().Matches(text).Select(match => match.Groups[1].Value)];
            if (types is not [var only] || only != name)
            {
                wrong.Add($"{path}: {string.Join(", ", types)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void UnsafeCodeIsInOnePlace() =>
        Assert.Equal(
            ["Catalog/Json/ResourceBytes.cs"],
            Repository.SourceFiles().Where(path => Unsafe().IsMatch(File.ReadAllText(Path.Combine(Repository.Source, path)))));

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"^(?:public|internal) (?:(?:static|sealed|abstract|partial|readonly|ref) )*(?:class|struct|interface|enum|record(?: struct| class)?) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
