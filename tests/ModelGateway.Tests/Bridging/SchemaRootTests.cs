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
        Assert.True(root.Check(JsonElement.Parse($$"""{"value":{{value}}}"""), out JsonElement unwrapped).Fits);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(value), unwrapped));
        SchemaVerdict verdict = SchemaValidator.Check(root.Sent, JsonElement.Parse($$"""{"value":{{value}}}"""));
        Assert.Empty(verdict.Faults);
        Assert.True(verdict.IsConclusive);
    }

    [Fact]
    public void Check_AcceptsAnAnswerThatIsNotWrapped()
    {
        SchemaRoot root = new(JsonElement.Parse("""{"anyOf":[{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}]}"""));
        Assert.True(root.Check(JsonElement.Parse("""{"name":"a"}"""), out JsonElement value).Fits);
        Assert.Equal("""{"name":"a"}""", value.GetRawText());
    }
}
