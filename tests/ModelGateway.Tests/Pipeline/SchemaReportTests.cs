namespace ModelGateway.Tests.Pipeline;

public sealed class SchemaReportTests
{
    private static readonly SchemaCandidate Works = new("a/m");
    private static readonly SchemaCandidate Breaks = new("b/m") { Broken = ["x is a dictionary"] };

    [Fact]
    public void WorksEverywhere_NeedsACandidateAndNoneThatBreaks()
    {
        Assert.True(new SchemaReport("chat", [Works]).WorksEverywhere);
        Assert.False(new SchemaReport("chat", [Works, Breaks]).WorksEverywhere);
        Assert.False(new SchemaReport("chat", []).WorksEverywhere);
    }

    [Fact]
    public void Text_HasALineForEachCandidate() =>
        Assert.Equal(["default does not work everywhere", "  a/m: works", "  b/m: cannot: x is a dictionary"],
            new SchemaReport(null, [Works, Breaks]).ToString().ReplaceLineEndings("\n").Split('\n'));
}
