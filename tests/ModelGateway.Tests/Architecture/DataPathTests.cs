using System.Text.RegularExpressions;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

public sealed partial class DataPathTests
{
    [Theory]
    [InlineData("src/ModelGateway/README.md", "public ChatIntake Accept", "public EmbeddingIntake Accept",
        "public async Task<ChatResponse> RunAsync", "public async IAsyncEnumerable")]
    [InlineData("README.md", "public ChatIntake Accept", "public EmbeddingIntake Accept", "public async Task<ChatResponse> RunAsync",
        "public async IAsyncEnumerable")]
    [InlineData("README.md", "public EmbeddingIntake Accept", "public async Task<ChatResponse> RunAsync", "> EmbedAsync", "private static")]
    public void TheReadmesShowTheOrderThatThePipelineHas(string readme, string accept, string accepted, string run, string ran)
    {
        string diagram = File.ReadAllText(Path.Combine(Repository.Root, readme));
        string[] shown = [.. Stage().Matches(diagram).Select(match => match.Groups[1].Value)];

        string pipeline = File.ReadAllText(Path.Combine(Repository.Source, "Pipeline", "GatewayPipeline.cs"));
        string code = Between(pipeline, accept, accepted) + Between(pipeline, run, ran);
        string[] order = [.. Call().Matches(code).Select(match => match.Groups[1].Value).Where(name => shown.Contains(name)).Distinct()];

        Assert.True(shown.Length >= 6);
        Assert.Equal(shown, order);
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

    private static string Between(string text, string from, string to)
    {
        int start = text.IndexOf(from, StringComparison.Ordinal);
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^  → (\w+)", RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"\b(\w+)(?:\.\w+)?\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"`([\w/]+\.cs)`")]
    private static partial Regex FileName();
}
