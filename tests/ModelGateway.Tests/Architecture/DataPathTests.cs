using System.Text.RegularExpressions;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

public sealed partial class DataPathTests
{
    [Theory]
    [InlineData("src/ModelGateway/README.md")]
    [InlineData("README.md")]
    public void TheReadmesShowTheOrderThatThePipelineHas(string readme)
    {
        string diagram = File.ReadAllText(Path.Combine(Repository.Root, readme));
        string[] shown = [.. Stage().Matches(diagram).Select(match => match.Groups[1].Value)];

        string pipeline = File.ReadAllText(Path.Combine(Repository.Source, "Pipeline", "GatewayPipeline.cs"));
        pipeline = pipeline[pipeline.IndexOf("public ChatIntake Accept", StringComparison.Ordinal)..pipeline.IndexOf("public async IAsyncEnumerable", StringComparison.Ordinal)];
        string[] run = [.. Call().Matches(pipeline).Select(match => match.Groups[1].Value).Where(name => shown.Contains(name)).Distinct()];

        Assert.True(shown.Length >= 6);
        Assert.Equal(shown, run);
    }

    [Fact]
    public void EveryFileThatTheReadmeNamesExists()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Source, "README.md"));
        foreach (Match file in FileName().Matches(readme))
        {
            Assert.Contains(Repository.SourceFiles(), path => path.EndsWith(file.Groups[1].Value, StringComparison.Ordinal));
        }
    }

    [GeneratedRegex(@"^  → (\w+)", RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"\b(\w+)(?:\.\w+)?\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"`([\w/]+\.cs)`")]
    private static partial Regex FileName();
}
