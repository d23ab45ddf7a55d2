using System.Text;
using ModelGateway.Protocols.ModelLists;

namespace ModelGateway.Tests.Protocols.ModelLists;

/// <summary>Reading lists of models by a table; the protocols' own tables are tested with their protocols.</summary>
public sealed class ModelListReaderTests
{
    private static readonly ModelListTable Table = new()
    {
        Path = "list?size=9",
        PageParameter = "after",
        List = "items",
        NextPage = "next",
        IdPrefix = "m/",
        Fields = new(
            ("id", ModelField.Id),
            ("title", ModelField.IdOrDisplayName),
            ("owner", ModelField.Owner),
            ("time", ModelField.CreatedAt),
            ("seconds", ModelField.CreatedSeconds),
            ("window", ModelField.ContextWindow),
            ("served", ModelField.ServedWindow),
            ("output", ModelField.MaxOutputTokens),
            ("more", ModelField.Details),
            ("build.size", ModelField.Variant),
            ("build.kind", ModelField.Variant)),
    };

    [Fact]
    public void Read_TakesEveryField()
    {
        DiscoveredModel model = Assert.Single(Read(Table, """
            {"items":[{"id":"m/a","title":"A","owner":"o","seconds":60,"window":10,"output":5,"build":{"size":"4B","kind":"Q4"},"x":[{}]}]}
            """).Models);

        Assert.Equal(
            new DiscoveredModel
            {
                Id = "a",
                DisplayName = "A (4B, Q4)",
                Owner = "o",
                CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(1),
                ContextWindow = 10,
                MaxOutputTokens = 5,
            },
            model);
    }

    [Fact]
    public void Path_OfAListWithoutPages_HasNoToken()
    {
        ModelListReader reader = new(Table with { PageParameter = null });

        Assert.Equal(("list?size=9", "list?size=9"), (reader.GetPath(null), reader.GetPath("next")));
    }

    [Fact]
    public void Details_SayEverythingButWhoTheModelIs()
    {
        DiscoveredModel model = Assert.Single(Read(Table, """
            {"items":[{"id":"a","more":{"id":"b","owner":"o","seconds":9,"window":10,"more":{"served":7}}}]}
            """).Models);

        Assert.Equal(new DiscoveredModel { Id = "a", ContextWindow = 7 }, model);
    }

    [Theory]
    [InlineData("""{"id":"a","owner":7,"time":7,"seconds":"x","window":"x","output":{},"served":null}""")]
    [InlineData("""{"id":"a","time":"1970-01-01T00:00:00Z","seconds":0,"window":0,"output":-1,"owner":""}""")]
    [InlineData("""{"title":"","id":"a","time":"yesterday","window":99999999999}""")]
    [InlineData("""{"id":"a","owner":1e400,"seconds":1e400,"window":-1e400,"output":1e30}""")]
    public void Read_LeavesUnknownWhatAFieldDoesNotSay(string model) =>
        Assert.Equal(new DiscoveredModel { Id = "a" }, Assert.Single(Read(Table, $$"""{"items":[{{model}}]}""").Models));

    [Fact]
    public void ModelsWithoutAName_ArePassedOverOrMalformed()
    {
        const string Body = """{"items":[{"owner":"o"},null,{"id":"a"}]}""";

        Assert.Equal(["a"], Read(Table, Body).Models.Select(static model => model.Id));
        AssertMalformed(Table with { NamesAreRequired = true }, Body);
    }

    [Fact]
    public void NextPage_IsReadUntilItIsEmpty()
    {
        ModelListTable flagged = Table with { HasMore = "more" };

        Assert.Equal("t/1", Read(Table, """{"items":[],"next":"t/1"}""").Next);
        Assert.Null(Read(Table, """{"items":[],"next":""}""").Next);
        Assert.Null(Read(flagged, """{"items":[],"next":"t","more":false}""").Next);
        Assert.Equal("t", Read(flagged, """{"items":[],"next":"t","more":true}""").Next);
        Assert.Equal("list?size=9", new ModelListReader(Table).GetPath(null));
        Assert.Equal("list?size=9&after=t%2F1", new ModelListReader(Table).GetPath("t/1"));
        Assert.Equal("list?after=t", new ModelListReader(Table with { Path = "list" }).GetPath("t"));
    }

    [Theory]
    [InlineData(AbsentList.IsMalformed, """{"items":null}""", false)]
    [InlineData(AbsentList.IsMalformed, "{}", false)]
    [InlineData(AbsentList.MayBeNull, """{"items":null}""", true)]
    [InlineData(AbsentList.MayBeNull, "{}", false)]
    [InlineData(AbsentList.MayBeLeftOut, """{"items":null}""", true)]
    [InlineData(AbsentList.MayBeLeftOut, "{}", true)]
    public void AbsentLists_MeanWhatTheTableSays(object meaning, string body, bool isEmpty)
    {
        ModelListTable table = Table with { AbsentList = (AbsentList)meaning };
        if (isEmpty)
        {
            Assert.Empty(Read(table, body).Models);
        }
        else
        {
            AssertMalformed(table, body);
        }
    }

    [Fact]
    public void BareLists_AreReadWhereTheTableAllowsThem()
    {
        Assert.Equal("a", Assert.Single(Read(Table with { MayBeBare = true }, """[{"id":"a"}]""").Models).Id);
        AssertMalformed(Table, """[{"id":"a"}]""");
    }

    [Fact]
    public void EmbeddedErrors_AreRead()
    {
        ModelListTable table = Table with { ReadError = static body => throw new NotSupportedException(Encoding.UTF8.GetString(body)) };

        Assert.Contains("no", Assert.Throws<NotSupportedException>(() => Read(table, """{"error":"no"}""")).Message, StringComparison.Ordinal);
    }

    private static void AssertMalformed(ModelListTable table, string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(table, body)).Kind);

    private static (List<DiscoveredModel> Models, string? Next) Read(ModelListTable table, string body)
    {
        List<DiscoveredModel> models = [];
        string? next = new ModelListReader(table).Read(Encoding.UTF8.GetBytes(body), models);
        return (models, next);
    }
}
