using System.Text.RegularExpressions;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>
/// What is green today must be so on the day on which a real model goes: routes of several that begin with one do without the embedded
/// catalog.
/// </summary>
public sealed partial class DatedModelTests
{
    [Fact]
    public void NoTestAndNoSample_BeginsARouteWithAModelThatGoes()
    {
        List<string> wrong = [];
        foreach (string path in ((string[])["tests", "samples"]).SelectMany(static folder =>
            Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)))
        {
            string text = File.ReadAllText(path);
            if (text.Contains("UseEmbedded = false", StringComparison.Ordinal))
            {
                continue;
            }

            wrong.AddRange(RouteOfSeveral().Matches(text)
                .Where(static match => ModelCatalog.Embedded.Find(match.Groups[1].Value, match.Groups[2].Value)?.Lifecycle?.Sunset
                    is not null)
                .Select(match => $"{Path.GetRelativePath(Repository.Root, path)}: {match.Value}"));
        }

        Assert.Empty(wrong);
    }

    [GeneratedRegex("""\bTo\("([\w.-]+)/([^"]+)"\s*,""")]
    private static partial Regex RouteOfSeveral();
}
