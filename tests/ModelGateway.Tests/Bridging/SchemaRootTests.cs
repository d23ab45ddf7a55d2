using System.Text.Json;
using ModelGateway.Bridging;
using ModelGateway.Schemas;

namespace ModelGateway.Tests.Bridging;

public sealed class SchemaRootTests
{
    [Fact]
    public void Sent_IsTheCallersSchemaWhereItIsAnObject()
    {
        JsonElement asked = JsonElement.Parse("""{"type":"object","properties":{"a":{"$ref":"#"}}}""");
        SchemaRoot root = new(asked);

        Assert.False(root.IsWrapped);
        Assert.Equal(asked.GetRawText(), root.Sent.GetRawText());
    }

    [Fact]
    public void Sent_KeepsReferencesWhereTheyPoint()
    {
        SchemaRoot root = new(JsonElement.Parse(
            """{"anyOf":[{"$ref":"#/$defs/x"},{"$ref":"#/anyOf/0"}],"$defs":{"x":{"type":"string"}},"default":{"$ref":"#"}}"""));

        JsonElement value = root.Sent.GetProperty("properties").GetProperty("value");
        Assert.Equal("#/$defs/x", value.GetProperty("anyOf")[0].GetProperty("$ref").GetString());
        Assert.Equal("#/properties/value/anyOf/0", value.GetProperty("anyOf")[1].GetProperty("$ref").GetString());
        Assert.Equal("#", value.GetProperty("default").GetProperty("$ref").GetString());
        Assert.Equal("string", root.Sent.GetProperty("$defs").GetProperty("x").GetProperty("type").GetString());
    }

    /// <summary>
    /// Properties may be called as keywords are, and values may look like references: only schemas are walked. Anchors stay, and a schema
    /// with an address of its own is left as it is.
    /// </summary>
    [Fact]
    public void Sent_ChangesTheReferencesOfSchemasAlone()
    {
        JsonElement value = new SchemaRoot(JsonElement.Parse(
            """
            {"$id":"http://a.b/c","$schema":"https://json-schema.org/draft/2020-12/schema","anyOf":[{"properties":{
                "default":{"$ref":"#"},"enum":{"$ref":"#/anyOf/0"},"const":{"$ref":"http://a.b/c#/anyOf"},"examples":{"$ref":"#here"},
                "$ref":{"type":"string"},"own":{"$id":"own","items":{"$ref":"#"}}},
                "const":{"$ref":"#"},"x-mine":{"$ref":"#"}}]}
            """)).Sent.GetProperty("properties").GetProperty("value");
        JsonElement schema = value.GetProperty("anyOf")[0];
        JsonElement properties = schema.GetProperty("properties");

        Assert.False(value.TryGetProperty("$id", out _));
        Assert.Equal("#/properties/value", Reference(properties.GetProperty("default")));
        Assert.Equal("#/properties/value/anyOf/0", Reference(properties.GetProperty("enum")));
        Assert.Equal("#/properties/value/anyOf", Reference(properties.GetProperty("const")));
        Assert.Equal("#here", Reference(properties.GetProperty("examples")));
        Assert.Equal("#", Reference(properties.GetProperty("own").GetProperty("items")));
        Assert.Equal("#", Reference(schema.GetProperty("const")));
        Assert.Equal("#", Reference(schema.GetProperty("x-mine")));

        static string? Reference(JsonElement schema) => schema.GetProperty("$ref").GetString();
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", """["a"]""")]
    [InlineData("""{"type":"string"}""", "\"a\"")]
    [InlineData("""{"$ref":"#/$defs/x","$defs":{"x":{"type":"object","properties":{"y":{"$ref":"#/$defs/x"}}}}}""", """{"y":{}}""")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"array","items":{"$ref":"#"}}]}""", "[[1],2]")]
    [InlineData("""{"enum":["a",{"$ref":"#"}]}""", """{"$ref":"#"}""")]
    [InlineData("true", "7")]
    public void Check_UnwrapsTheAnswerToASchemaThatIsNoObject(string schema, string value)
    {
        SchemaRoot root = new(JsonElement.Parse(schema));

        Assert.True(root.IsWrapped);
        Assert.NotEqual(SchemaResult.Unfit, root.Check(JsonElement.Parse($$"""{"value":{{value}}}"""), out JsonElement unwrapped).Result);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(value), unwrapped));
        SchemaVerdict verdict = SchemaValidator.Check(root.Sent, JsonElement.Parse($$"""{"value":{{value}}}"""));
        Assert.Equal(SchemaResult.Fits, verdict.Result);
    }

    [Fact]
    public void Check_AcceptsAnAnswerThatIsNotWrapped()
    {
        SchemaRoot root = new(JsonElement.Parse("""{"anyOf":[{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}]}"""));
        Assert.NotEqual(SchemaResult.Unfit, root.Check(JsonElement.Parse("""{"name":"a"}"""), out JsonElement value).Result);
        Assert.Equal("""{"name":"a"}""", value.GetRawText());
    }
}
