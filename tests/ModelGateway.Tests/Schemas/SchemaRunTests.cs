using System.Text;
using System.Text.Json;
using ModelGateway.Schemas;

namespace ModelGateway.Tests.Schemas;

/// <summary>The bounds of a check: at most 500,000 steps and 200 levels.</summary>
public sealed class SchemaRunTests
{
    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}""")]
    [InlineData("""{"anyOf":[{"$ref":"#"},{"$ref":"#"},{"type":"string"}]}""")]
    [InlineData("""{"not":{"$ref":"#"}}""")]
    public void Evaluate_EndsWithoutResultForASchemaThatRefersToItself(string schema)
    {
        SchemaVerdict verdict = SchemaValidator.Check(JsonElement.Parse(schema), JsonElement.Parse("1"));
        Assert.Equal(SchemaResult.CannotTell, verdict.Result);
        Assert.Empty(verdict.Faults);
    }

    [Fact]
    public void Evaluate_EndsWithoutResultForASchemaThatMultiplies()
    {
        StringBuilder schema = new("""{"$ref":"#/$defs/d0","$defs":{""");
        for (int i = 0; i < 40; i++)
        {
            string next = $$$"""{"$ref":"#/$defs/d{{{i + 1}}}"}""";
            schema.Append($$$"""{{{(i == 0 ? "" : ",")}}}"d{{{i}}}":{"allOf":[{{{next}}},{{{next}}}]}""");
        }

        SchemaVerdict verdict = SchemaValidator.Check(JsonElement.Parse(schema.Append(""","d40":{}}}""").ToString()), JsonElement.Parse("1"));
        Assert.Equal(SchemaResult.CannotTell, verdict.Result);
    }

    [Fact]
    public void Evaluate_EndsWithoutResultForManyUniqueItems()
    {
        SchemaVerdict verdict = SchemaValidator.Check(
            JsonElement.Parse("""{"uniqueItems":true}"""), JsonElement.Parse($"[{string.Join(',', Enumerable.Range(0, 20_000))}]"));
        Assert.Equal(SchemaResult.CannotTell, verdict.Result);
    }

    /// <summary>A fault that was found before a bound is one all the same.</summary>
    [Fact]
    public void Evaluate_KeepsTheFaultsThatItFoundBeforeABound()
    {
        JsonElement schema = JsonElement.Parse("""{"allOf":[{"type":"string"},{"$ref":"#"}]}""");
        Assert.Equal(SchemaResult.Unfit, SchemaValidator.Check(schema, JsonElement.Parse("1")).Result);
        Assert.Equal(SchemaResult.CannotTell, SchemaValidator.Check(schema, JsonElement.Parse("\"a\"")).Result);
    }

    [Fact]
    public void Test_SaysWhetherAValueFits()
    {
        JsonElement schema = JsonElement.Parse("""{"type":"string"}""");
        SchemaRun run = new(schema);

        Assert.Equal(SchemaResult.Fits, run.Test(schema, JsonElement.Parse("\"a\""), InstanceLocation.Root, null));
        Assert.Equal(SchemaResult.Unfit, run.Test(schema, JsonElement.Parse("1"), InstanceLocation.Root, null));
    }
}
