namespace ModelGateway.Tests.Catalog;

/// <summary>Names belong to one model each, and successors, includes and relays exist.</summary>
public sealed class CatalogCheckTests
{
    [Theory]
    [InlineData("""{"provider":"a","models":{"":{}}}""", "", null, "has no name that a model can have")]
    [InlineData("""{"provider":"a","models":{"a b":{}}}""", "a b", null, "has no name that a model can have")]
    [InlineData("""{"provider":"a","models":{"m":{},"m":{}}}""", "m", null, "has the name 'm', which 'm' has already")]
    [InlineData("""{"provider":"a","models":{"m":{},"M":{}}}""", "M", null, "has the name 'M', which 'm' has already")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["N"]},"n":{}}}""", "m", "aliases", "has the name 'N', which 'n' has already")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["x"]},"n":{"aliases":["X"]}}}""", "n", "aliases", "has the name 'X', which 'm' has already")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["m"]}}}""", "m", "aliases", "which 'm' has already")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["x","X"]}}}""", "m", "aliases[1]", "which is there twice")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["x y"]}}}""", "m", "aliases[0]", "which no model is called")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":"x"}}}""", "m", "aliases", "is no list")]
    [InlineData("""{"provider":"a","models":{"m":null}}""", "m", null, "is no object")]
    [InlineData("""{"provider":"a","models":{"m":{"successor":"n"}}}""", "m", "successor", "is 'n', which is no model of the provider")]
    [InlineData("""{"provider":"a","models":{"m":{"successor":"m"}}}""", "m", "successor", "leads back")]
    [InlineData("""{"provider":"a","models":{"m":{"successor":"n"},"n":{"successor":"o"},"o":{"successor":"m"}}}""", "o", "successor", "leads back")]
    public void Check_RejectsNamesAndSuccessorsThatDoNotFit(string json, string? model, string? field, string problem) =>
        CatalogSamples.AssertFault(json, model, field, problem);

    [Fact]
    public void Check_FollowsALongChainOfSuccessors()
    {
        string json = CatalogSamples.With(
            string.Concat(Enumerable.Range(0, 50_000).Select(i => $"\"m{i}\":{{\"successor\":\"m{i + 1}\"}},")) + "\"m50000\":{}");
        Assert.Equal(50_001, CatalogSamples.Parse(json).Models.Count);
    }

    [Fact]
    public void Check_RejectsReferencesToUnknownProvidersAndModels()
    {
        ModelCatalog below = CatalogSamples.Catalog("""{"provider":"a","models":{"new":{"aliases":["newest"]}}}""", """{"provider":"b","models":{}}""");

        Assert.Single(CatalogSamples.Parse("""{"provider":"a","includes":["b"],"relays":{"x":"b"},"models":{"old":{"successor":"NEWEST"}}}""", below).Models);
        Assert.Contains("'c' in includes or relays", Refused("""{"provider":"a","includes":["c"],"models":{}}""", "", below), StringComparison.Ordinal);
        Assert.Contains("'c' in includes or relays", Refused("""{"provider":"a","relays":{"x":"c"},"models":{}}""", "", below), StringComparison.Ordinal);
        Refused("""{"provider":"b","models":{"old":{"successor":"newest"}}}""", "is no model of the provider", below);
    }

    private static string Refused(string json, string problem, ModelCatalog? below = null)
    {
        CatalogException exception = Assert.Throws<CatalogException>(() => CatalogSamples.Parse(json, below));
        Assert.Contains(problem, exception.Problem, StringComparison.Ordinal);
        return exception.Problem;
    }
}
