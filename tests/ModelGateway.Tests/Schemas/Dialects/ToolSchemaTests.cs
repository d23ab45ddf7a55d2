using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Tests.Schemas.Dialects;

/// <summary>The root of a tool's parameters: an object with properties and without unions, which every service takes.</summary>
public sealed class ToolSchemaTests
{
    [Theory]
    [InlineData("""{"type":"string","type":"object","required":["a"],"required":[]}""", """{"type":"object","required":[],"properties":{}}""")]
    [InlineData("{}", """{"type":"object","properties":{}}""")]
    [InlineData("true", """{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{}}""")]
    [InlineData("""{"properties":{"a":{}}}""", """{"properties":{"a":{}},"type":"object"}""")]
    [InlineData("""{"type":["object","null"],"properties":{}}""", """{"type":"object","properties":{}}""")]
    [InlineData("""{"$ref":"#/$defs/x","$defs":{"x":{"type":"object","properties":{"a":{}}}}}""", """{"$defs":{"x":{"type":"object","properties":{"a":{}}}},"type":"object","properties":{"a":{}}}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", """{"type":"object","additionalProperties":{"type":"string"},"properties":{}}""")]
    public void Root_BecomesAnObjectWithProperties(string schema, string expected)
    {
        ToolSchema made = From(schema);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), made.Schema), made.Schema.GetRawText());
        Assert.Null(made.Mended);
    }

    /// <summary>Every call that fits the union fits what is sent, and the model reads the alternatives.</summary>
    [Fact]
    public void Root_LaysTheAlternativesOfAUnionTogether()
    {
        ToolSchema made = From(
            """
            {"description":"Finds.","required":["kind"],"anyOf":[
                {"type":"object","properties":{"kind":{"const":"id"},"id":{"type":"integer"}},"required":["id"]},
                {"$ref":"#/$defs/byName"}],
             "$defs":{"byName":{"type":"object","properties":{"kind":{"const":"name"},"name":{"type":"string"}},"required":["name"]}}}
            """);

        JsonElement properties = made.Schema.GetProperty("properties");
        Assert.Equal("anyOf", made.Mended);
        Assert.False(made.Schema.TryGetProperty("anyOf", out _));
        Assert.Equal("object", made.Schema.GetProperty("type").GetString());
        Assert.Equal(2, properties.GetProperty("kind").GetProperty("anyOf").GetArrayLength());
        Assert.Equal("integer", properties.GetProperty("id").GetProperty("type").GetString());
        Assert.Equal("string", properties.GetProperty("name").GetProperty("type").GetString());
        Assert.Equal("kind", Assert.Single(made.Schema.GetProperty("required").EnumerateArray()).GetString());
        Assert.StartsWith("Finds. {anyOf: [", made.Schema.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Root_TakesEverythingOfAllOf()
    {
        ToolSchema made = From(
            """{"type":"object","allOf":[{"properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{}},"required":["b"]}]}""");
        Assert.Equal(["a", "b"], made.Schema.GetProperty("required").EnumerateArray().Select(static name => name.GetString()!));
        Assert.False(made.Schema.TryGetProperty("allOf", out _));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{}},"allOf":[{"if":{"required":["a"]},"then":{"required":["b"]}}]}""", "allOf: [{")]
    [InlineData("""{"type":"object","properties":{"a":{}},"allOf":[{"anyOf":[{"required":["a"]}]}]}""", "allOf: [{")]
    [InlineData("""{"type":"object","properties":{"a":{}},"anyOf":[{"type":"string"}]}""", "anyOf: [{")]
    public void Root_TellsWhatCannotBeLaidTogether(string schema, string told)
    {
        ToolSchema made = From(schema);
        Assert.True(made.IsObject);
        Assert.Equal(told[..5], made.Mended);
        Assert.False(made.Schema.TryGetProperty(told[..5], out _));
        Assert.Contains(told, made.Schema.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#"}""")]
    [InlineData("""{"additionalProperties":false}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"type":"object"}}}""")]
    public void Root_ThatDoesNotSayItsTypeIsAnObject(string schema)
    {
        ToolSchema made = From(schema);
        Assert.Equal("object", made.Schema.GetProperty("type").GetString());
        Assert.False(made.Schema.TryGetProperty("$ref", out _));
    }

    [Theory]
    [InlineData("""{"type":"string"}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"object"}]}""")]
    public void Root_ThatIsNoObjectIsNotMade(string schema) => Assert.False(From(schema).IsObject);

    [Fact]
    public void Plain_SchemasAreLeftAlone()
    {
        Assert.True(ToolSchema.IsPlain(JsonElement.Parse("""{"type":"object","properties":{"anyOf":{}},"required":[]}""")));
        Assert.False(ToolSchema.IsPlain(JsonElement.Parse("""{"type":"object"}""")));
        Assert.False(ToolSchema.IsPlain(JsonElement.Parse("""{"type":"object","properties":{},"oneOf":[]}""")));
    }

    private static ToolSchema From(string schema) =>
        ToolSchema.From(AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse(schema)));
}
