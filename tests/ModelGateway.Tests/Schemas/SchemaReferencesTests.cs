using System.Text.Json;
using ModelGateway.Schemas;

namespace ModelGateway.Tests.Schemas;

public sealed class SchemaReferencesTests
{
    private static readonly JsonElement Root = JsonElement.Parse(
        """{"$defs":{"a":{"const":1},"b/c":{"const":2},"d~":{"const":3},"e%":{"const":4}},"anyOf":[{"const":5},{"const":6}]}""");

    [Theory]
    [InlineData("#/$defs/a", """{"const":1}""")]
    [InlineData("#/$defs/b~1c", """{"const":2}""")]
    [InlineData("#/$defs/d~0", """{"const":3}""")]
    [InlineData("#/$defs/e%25", """{"const":4}""")]
    [InlineData("#/anyOf/1", """{"const":6}""")]
    [InlineData("#/anyOf/2", null)]
    [InlineData("#/anyOf/-1", null)]
    [InlineData("#/$defs/x", null)]
    [InlineData("#/$defs/a/const/x", null)]
    [InlineData("#anchor", null)]
    [InlineData("https://example.com/schema.json#/$defs/a", null)]
    [InlineData("", null)]
    public void Find_FollowsAPointerWithinTheSchema(string reference, string? expected) =>
        Assert.Equal(expected, new SchemaReferences(Root).Find(JsonElement.Parse($"\"{reference}\""))?.Schema.GetRawText());

    [Theory]
    [InlineData("#here", "1")]
    [InlineData("inner", "2")]
    [InlineData("http://example.com/inner", "2")]
    [InlineData("inner#here", "3")]
    [InlineData("inner#/$defs/x", "3")]
    [InlineData("#/$defs/inner/$defs/x", "3")]
    [InlineData("urn:example:one", "4")]
    [InlineData("#old", "5")]
    [InlineData("other", null)]
    [InlineData("#notHere", null)]
    public void Find_KnowsTheNamesOfItsParts(string reference, string? expected)
    {
        SchemaReferences references = new(JsonElement.Parse(
            """
            {"$id":"http://example.com/root","$defs":{
                "a":{"$anchor":"here","title":"1"},
                "inner":{"$id":"inner","title":"2","$defs":{"x":{"$anchor":"here","title":"3"}}},
                "urn":{"$id":"urn:example:one","title":"4"},
                "old":{"$id":"#old","title":"5"}},
             "enum":[{"$anchor":"notHere","$id":"other"}]}
            """));

        JsonElement? schema = references.Find(JsonElement.Parse($"\"{reference}\""))?.Schema;

        Assert.Equal(expected, schema?.GetProperty("title").GetString());
    }

    [Fact]
    public void Find_ReturnsTheRootForTheEmptyPointer() =>
        Assert.Equal(Root.GetRawText(), new SchemaReferences(Root).Find(JsonElement.Parse("\"#\""))!.Value.Schema.GetRawText());

    [Fact]
    public void Find_IgnoresAReferenceThatIsNoText() => Assert.Null(new SchemaReferences(Root).Find(JsonElement.Parse("1")));
}
