namespace ModelGateway.Tests.Pipeline;

public sealed class SchemaCandidateTests
{
    [Fact]
    public void Text_NamesTheBridge_AndWhatBecomesOfConstraints()
    {
        SchemaCandidate bridged = new("a/m") { Bridges = Bridges.SchemaByTool };
        SchemaCandidate adapted = new("b/m") { Moved = ["n: minimum", "n: maximum"], Ignored = ["n: not"] };

        Assert.True(bridged.Works);
        Assert.Equal("a/m: works (SchemaByTool)", bridged.ToString());
        Assert.Equal("b/m: works; in descriptions: n: minimum, n: maximum; not enforced: n: not", adapted.ToString());
    }
}
