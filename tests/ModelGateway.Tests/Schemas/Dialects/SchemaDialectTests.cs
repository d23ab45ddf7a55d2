using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Tests.Schemas.Dialects;

/// <summary>What C# types become in the dialects of the services.</summary>
public sealed class SchemaDialectTests
{
    [Fact]
    public void Claude_MovesConstraintsIntoTheDescription()
    {
        AdaptedSchema adapted = Adapt(
            """
            {"type":"object","properties":{
                "tags":{"type":"array","items":{"type":"string"},"minItems":2,"description":"Some."},
                "one":{"type":"array","items":{"type":"string"},"minItems":1},
                "when":{"type":"string","format":"week"},"day":{"type":"string","format":"date"},
                "code":{"type":"string","pattern":"^(?=a)b"},"plain":{"type":"string","pattern":"^[a-z]+$"},
                "minimum":{"type":"integer","minimum":1}}}
            """,
            SchemaDialects.Claude);

        Assert.Empty(adapted.Broken);
        Assert.Equal(["tags: minItems", "when: format", "code: pattern", "minimum: minimum"], adapted.Moved);
        Assert.Equal("Some. {minItems: 2}", Property(adapted, "tags").GetProperty("description").GetString());
        Assert.False(Property(adapted, "tags").TryGetProperty("minItems", out _));
        Assert.Equal(1, Property(adapted, "one").GetProperty("minItems").GetInt32());
        Assert.Equal("""{format: "week"}""", Property(adapted, "when").GetProperty("description").GetString());
        Assert.Equal("date", Property(adapted, "day").GetProperty("format").GetString());
        Assert.False(Property(adapted, "code").TryGetProperty("pattern", out _));
        Assert.True(Property(adapted, "plain").TryGetProperty("pattern", out _));
        Assert.False(adapted.Schema.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void Claude_ReadsDefinitionsToo()
    {
        AdaptedSchema adapted = Adapt(
            """{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"type":"object","properties":{"b":{"oneOf":[{"type":"integer","maximum":5},{"type":"null"}]}}}}}""",
            SchemaDialects.Claude);

        JsonElement definition = adapted.Schema.GetProperty("$defs").GetProperty("x");
        Assert.Empty(adapted.Broken);
        Assert.False(definition.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("{maximum: 5}",
            definition.GetProperty("properties").GetProperty("b").GetProperty("anyOf")[0].GetProperty("description").GetString());
    }

    /// <summary>The property that cannot be sent is named, with the reason.</summary>
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","additionalProperties":{"type":"string"}}}}""", "a is a dictionary")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object"}}}}""", "a[] is an object of any properties")]
    [InlineData("""{"type":"object","properties":{"a":true}}""", "a allows any value")]
    [InlineData("""{"type":"object","properties":{"a":{"description":"x"}}}""", "a allows any value")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"}}}""", "next leads back to itself")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"anyOf":[{"$ref":"#/$defs/y"}]},"y":{"type":"array","items":{"$ref":"#/$defs/x"}}}}""", "a leads back to itself")]
    [InlineData("""{"type":"object"}""", "the root is an object of any properties")]
    public void Claude_NamesWhatItCannotTake(string schema, string expected) =>
        Assert.Contains(Adapt(schema, SchemaDialects.Claude).Broken, broken => broken.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void Claude_ClosesTheMembersOfAUnionOfObjects()
    {
        AdaptedSchema adapted = SchemaDialects.Claude.Adapt(new object(), AIJsonUtilities.CreateJsonSchema(typeof(Holder)));

        JsonElement pet = Property(adapted, "pet");
        Assert.Empty(adapted.Broken);
        Assert.False(pet.TryGetProperty("additionalProperties", out _));
        Assert.All(pet.GetProperty("anyOf").EnumerateArray(), static member =>
        {
            Assert.Equal("object", member.GetProperty("type").GetString());
            Assert.False(member.GetProperty("additionalProperties").GetBoolean());
            Assert.Contains(member.GetProperty("required").EnumerateArray(), static name => name.ValueEquals("$type"));
        });
    }

    [Fact]
    public void OpenAIStrict_RequiresEveryProperty()
    {
        AdaptedSchema adapted = SchemaDialects.OpenAIStrict.Adapt(new object(), AIJsonUtilities.CreateJsonSchema(typeof(Ranged)));
        Assert.Empty(adapted.Broken);
        Assert.Equal(["age", "name"], adapted.Schema.GetProperty("required").EnumerateArray().Select(static name => name.GetString()!));
        Assert.Contains("name: maxLength", adapted.Moved);
        Assert.DoesNotContain("age: minimum", adapted.Moved);
        Assert.Contains(
            Adapt("""{"type":"object","properties":{"a":{"items":{"type":"string"},"type":"array"},"b":{"$ref":"#/properties/a"}}}""", SchemaDialects.OpenAIStrict).Broken,
            static broken => broken.StartsWith("b refers to #/properties/a", StringComparison.Ordinal));
    }

    [Fact]
    public void Gemini_SaysWhatItDoesNotEnforce()
    {
        AdaptedSchema adapted = SchemaDialects.Gemini.Adapt(new object(), AIJsonUtilities.CreateJsonSchema(typeof(Ranged)));
        Assert.Contains("name: maxLength", adapted.Ignored);
        Assert.Empty(adapted.Moved);
        Assert.Empty(adapted.Broken);
    }

    [Fact]
    public void Adapt_ReturnsTheSchemaItselfWhereNothingChanges()
    {
        JsonElement schema = JsonElement.Parse("""{"type":"object","properties":{},"additionalProperties":false}""");
        Assert.Equal(schema.GetRawText(), SchemaDialects.Claude.Adapt(new object(), schema).Schema.GetRawText());
    }

    private static AdaptedSchema Adapt(string schema, SchemaDialect dialect) => dialect.Adapt(new object(), JsonElement.Parse(schema));

    private static JsonElement Property(AdaptedSchema adapted, string name) => adapted.Schema.GetProperty("properties").GetProperty(name);

    private sealed class Ranged
    {
        [Range(1, 5)]
        public int Age { get; set; }

        [StringLength(7)]
        public string Name { get; set; } = "";
    }

    private sealed record Holder(Pet Pet);

    [JsonDerivedType(typeof(Cat), "cat")]
    [JsonDerivedType(typeof(Dog), "dog")]
    private abstract record Pet(string Name);

    private sealed record Cat(string Name, int Lives) : Pet(Name);

    private sealed record Dog(string Name, bool Barks) : Pet(Name);
}
