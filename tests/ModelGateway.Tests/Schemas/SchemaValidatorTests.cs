using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using ModelGateway.Schemas;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Schemas;

/// <summary>Every keyword with values that fit and values that do not, and untrusted input.</summary>
public sealed partial class SchemaValidatorTests
{
    /// <summary>Schema, values that fit (one a line), values that do not.</summary>
    public static TheoryData<string, string, string> Keywords { get; } = new()
    {
        { """{"type":"object"}""", "{}", "[]\n1\n\"a\"\nnull\ntrue" },
        { """{"type":"array"}""", "[]\n[1]", "{}\n\"[]\"" },
        { """{"type":"string"}""", "\"\"", "1\nnull" },
        { """{"type":"boolean"}""", "true\nfalse", "\"true\"\n0" },
        { """{"type":"null"}""", "null", "false\n\"\"" },
        { """{"type":"number"}""", "1\n1.5\n-2e10", "\"1\"" },
        { """{"type":"integer"}""", "1\n1.0\n1e3\n-0\n0e-5\n123456789012345678901234567890\n1e400\n1e99999999999\n1500e-2", "1.5\n1e-3\n1e-30\n1e-40\n1e-99999999999\n\"1\"" },
        { """{"type":["string","null"]}""", "\"a\"\nnull", "1\n{}" },
        { """{"type":"nonsense"}""", "1", "" },
        { """{"enum":["a",1,null,{"b":[2]}]}""", "\"a\"\n1\n1.0\nnull\n{\"b\":[2.0]}", "\"b\"\n2\n{\"b\":[]}\nfalse" },
        { """{"const":{"a":[1]}}""", """{"a":[1]}""", """{"a":[2]}""" },
        { """{"properties":{"a":{"type":"integer"}}}""", "{}\n{\"a\":1}\n{\"b\":\"x\"}\n7", """{"a":"1"}""" },
        { """{"required":["a","b"]}""", "{\"a\":null,\"b\":1}\n[]", "{}\n{\"a\":1}" },
        { """{"properties":{"a":{}},"additionalProperties":false}""", "{}\n{\"a\":1}", """{"b":1}""" },
        { """{"additionalProperties":{"type":"string"}}""", """{"x":"y"}""", """{"x":1}""" },
        { """{"patternProperties":{"^x-":{"type":"integer"}},"additionalProperties":false}""", """{"x-a":1}""", "{\"x-a\":\"1\"}\n{\"y\":1}" },
        { """{"minProperties":1,"maxProperties":2}""", "{\"a\":1}\n{\"a\":1,\"b\":1}", "{}\n{\"a\":1,\"b\":1,\"c\":1}" },
        { """{"items":{"type":"integer"}}""", "[]\n[1,2]", "[1,\"2\"]" },
        { """{"prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}""", "[]\n[\"a\"]\n[\"a\",1]", "[1]\n[\"a\",1,2]" },
        { """{"items":[{"type":"string"}],"additionalItems":{"type":"integer"}}""", "[\"a\",1]", "[\"a\",\"b\"]\n[1]" },
        { """{"minItems":1,"maxItems":2}""", "[1]\n[1,2]", "[]\n[1,2,3]" },
        { """{"uniqueItems":true}""", "[]\n[1,2,\"1\"]", "[1,2,1.0]\n[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]" },
        { """{"anyOf":[{"type":"string"},{"minimum":3}]}""", "\"a\"\n3\nnull", "2" },
        { """{"oneOf":[{"type":"integer"},{"minimum":3}]}""", "1\n3.5", "3\n2.5" },
        { """{"allOf":[{"type":"integer"},{"minimum":3}]}""", "3", "2\n3.5" },
        { """{"not":{"type":"string"}}""", "1", "\"a\"" },
        { """{"$ref":"#/$defs/a","$defs":{"a":{"type":"string"}}}""", "\"a\"", "1" },
        { """{"$ref":"#/definitions/a~1b%25","definitions":{"a/b%":{"type":"string"}}}""", "\"a\"", "1" },
        { """{"anyOf":[{"type":"string"},{"$ref":"#/anyOf/0"}]}""", "\"a\"", "1" },
        { """{"properties":{"next":{"$ref":"#"},"v":{"type":"integer"}},"required":["v"]}""", """{"v":1,"next":{"v":2,"next":{"v":3}}}""", """{"v":1,"next":{"v":2,"next":{"v":"3"}}}""" },
        { """{"minLength":2,"maxLength":3}""", "\"ab\"\n\"abc\"\n\"😀😀😀\"\n1", "\"a\"\n\"abcd\"\n\"😀\"" },
        { """{"pattern":"^a+$"}""", "\"aaa\"\n5", "\"ab\"\n\"\"" },
        { """{"pattern":"^(?!b)a"}""", "\"ac\"", "\"ba\"" },
        { """{"pattern":"(unclosed"}""", "\"anything\"", "" },
        { """{"contains":{"minimum":3},"maxContains":2}""", "[1,3]\n[3,4]\n7", "[]\n[1]\n[3,4,5]" },
        { """{"contains":{"minimum":3},"minContains":0,"maxContains":1}""", "[]\n[3]", "[3,4]" },
        { """{"propertyNames":{"pattern":"^[a-z]+$","maxLength":3}}""", "{\"abc\":1}\n{}\n1", "{\"abcd\":1}\n{\"A\":1}\n{\"\\\"\":1}" },
        { """{"dependentRequired":{"a":["b"]}}""", "{}\n{\"b\":1}\n{\"a\":1,\"b\":1}", "{\"a\":1}" },
        { """{"dependentSchemas":{"a":{"minProperties":2}}}""", "{\"b\":1}\n{\"a\":1,\"b\":1}", "{\"a\":1}" },
        { """{"dependencies":{"a":["b"],"c":{"maxProperties":1}}}""", "{\"a\":1,\"b\":1}\n{\"c\":1}", "{\"a\":1}\n{\"c\":1,\"b\":1}" },
        { """{"if":{"type":"string"},"then":{"minLength":2},"else":{"minimum":3}}""", "\"ab\"\n3\nnull", "\"a\"\n2" },
        { """{"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false}""", "{\"a\":1}\n{}", "{\"b\":1}" },
        { """{"prefixItems":[{}],"contains":{"const":2},"unevaluatedItems":false}""", "[1,2]\n[2]", "[1,2,3]\n[1]" },
        { """{"minimum":1e-40}""", "1e-40\n0.1", "0\n1e-41\n-1" },
        { """{"multipleOf":1e-40}""", "3e-40\n1\n1e99999999999", "1e-41\n1.5e-40" },
        { """{"multipleOf":3}""", "9e99999999999\n0", "1e99999999999" },
        { """{"maximum":1e99999999999}""", "9e99999999998\n1e99999999999", "1.1e99999999999" },
        { """{"const":0.1}""", "0.10\n1e-1", "0.1000000000000000000000000000000000001" },
        { """{"minItems":1.0,"maxItems":99999999999}""", "[1]", "[]" },
        { """{"minimum":0.1,"maximum":0.3}""", "0.1\n0.3\n0.2", "0.09\n0.30000000000000001" },
        { """{"exclusiveMinimum":1,"exclusiveMaximum":2}""", "1.5", "1\n2" },
        { """{"exclusiveMinimum":true,"minimum":1}""", "1", "0" },
        { """{"multipleOf":0.1}""", "0.3\n1\n-0.7", "0.35" },
        { """{"multipleOf":0}""", "1", "" },
        { """{"maximum":1e300}""", "1e299", "1e301" },
        { """{"format":"email","contentEncoding":"base64","x-mine":1,"if":{"type":"string"}}""", "\"no address\"", "" },
        { """{"$ref":"https://example.com/schema.json"}""", "1", "" },
        { """{"$ref":"#/nowhere"}""", "1", "" },
        { "true", "1\n{}", "" },
        { "false", "", "1" },
        { "{}", "1\nnull", "" },
        { "7", "1", "" },
    };

    [Theory, MemberData(nameof(Keywords))]
    public void Check_AppliesEveryKeyword(string schema, string fitting, string unfit)
    {
        JsonElement parsed = JsonElement.Parse(schema);
        Assert.All(Lines(fitting), value => Assert.Empty(SchemaValidator.Check(parsed, JsonElement.Parse(value)).Faults));
        Assert.All(Lines(unfit), value => Assert.NotEmpty(SchemaValidator.Check(parsed, JsonElement.Parse(value)).Faults));
    }

    /// <summary>What cannot be applied says nothing, and its negation neither: a fault must be certain.</summary>
    [Theory]
    [InlineData("""{"$ref":"https://example.com/schema.json"}""", "1")]
    [InlineData("""{"not":{"$ref":"https://example.com/schema.json"}}""", "1")]
    [InlineData("""{"$ref":"#/nowhere"}""", "1")]
    [InlineData("""{"not":{"x":1,"pattern":"(?i)a"}}""", "\"a\"")]
    [InlineData("""{"not":{"someKeyword":1}}""", "1")]
    [InlineData("""{"not":{"format":"email"}}""", "\"no address\"")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"string","format":"date"}]}""", "\"a\"")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"$ref":"other.json"}]}""", "1")]
    [InlineData("""{"contains":{"$ref":"other.json"}}""", "[1]")]
    [InlineData("""{"contains":{"$ref":"other.json"},"maxContains":1}""", "[1,2]")]
    [InlineData("""{"if":{"$ref":"other.json"},"then":false}""", "1")]
    [InlineData("""{"patternProperties":{"(?i)a":{"type":"string"}},"additionalProperties":false}""", """{"a":1}""")]
    [InlineData("""{"$ref":"other.json","unevaluatedProperties":false,"x":0}""", """{"a":1}""")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-03/schema#","required":["a"]}""", "{}")]
    [InlineData("""{"$schema":"https://example.com/mine","minimum":2}""", "1")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","dependentRequired":{"a":["b"]}}""", """{"a":1}""")]
    [InlineData("""{"minItems":-1}""", "[]")]
    [InlineData("""{"multipleOf":0}""", "1")]
    [InlineData("7", "1")]
    public void Check_CannotTellWhatItCannotApply(string schema, string value)
    {
        SchemaVerdict verdict = SchemaValidator.Check(JsonElement.Parse(schema), JsonElement.Parse(value));
        Assert.Equal(SchemaResult.CannotTell, verdict.Result);
        Assert.NotEqual(SchemaResult.Unfit, verdict.Result);
        Assert.Empty(verdict.Faults);
    }

    /// <summary>Up to draft 7 what stands beside a reference is ignored, and in draft 4 limits are excluded by a flag.</summary>
    [Theory]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/definitions/a","minimum":5,"definitions":{"a":{}}}""", SchemaResult.Fits)]
    [InlineData("""{"$ref":"#/definitions/a","minimum":5,"definitions":{"a":{}}}""", SchemaResult.Unfit)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","minimum":1,"exclusiveMinimum":true}""", SchemaResult.Unfit)]
    [InlineData("""{"minimum":1,"exclusiveMinimum":true}""", SchemaResult.CannotTell)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","if":true,"then":false}""", SchemaResult.Unfit)]
    public void Check_FollowsTheDraftThatTheSchemaNames(string schema, object expected) =>
        Assert.Equal(expected, SchemaValidator.Check(JsonElement.Parse(schema), JsonElement.Parse("1")).Result);

    [Theory]
    [InlineData("""{"properties":{"a":{"items":{"required":["x"]}}}}""", """{"a":[{"x":1},{}]}""", "/a/1/x: is missing")]
    [InlineData("""{"properties":{"a/b~":{"type":"string"}}}""", """{"a/b~":1}""", "/a~1b~0: is a number, not string")]
    [InlineData("""{"type":["object","null"]}""", "[]", "the value: is an array, not object or null")]
    [InlineData("""{"enum":["a","b"]}""", "\"secret\"", """the value: is none of ["a","b"]""")]
    [InlineData("""{"additionalProperties":false}""", """{"b":1}""", "/b: must not be there")]
    [InlineData("""{"minItems":2}""", "[1]", "the value: has fewer than 2 items")]
    [InlineData("""{"maximum":2}""", "3", "the value: is more than 2")]
    public void Check_ReportsPlaceAndProblem(string schema, string value, string fault) =>
        Assert.Equal(fault, Assert.Single(SchemaValidator.Check(JsonElement.Parse(schema), JsonElement.Parse(value)).Faults).ToString());

    [Fact]
    public void Check_ReportsTheNearestAlternative()
    {
        JsonElement schema = JsonElement.Parse("""{"anyOf":[{"type":"null"},{"type":"object","required":["a","b"]},{"type":"string"}]}""");

        IReadOnlyList<SchemaFault> faults = SchemaValidator.Check(schema, JsonElement.Parse("{}")).Faults;

        Assert.Equal(["", "/a", "/b"], faults.Select(static fault => fault.Pointer));
        Assert.StartsWith("fits none of the 3 alternatives", faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ReportsTheFirstTwentyFaults()
    {
        JsonElement schema = JsonElement.Parse("""{"items":{"type":"string"}}""");
        Assert.Equal(20, SchemaValidator.Check(schema, JsonElement.Parse($"[{string.Join(',', Enumerable.Range(0, 1000))}]")).Faults.Count);
    }

    [Theory]
    [InlineData("""{"pattern":"a","minLength":1}""", "\"\\ud800\"")]
    [InlineData("""{"additionalProperties":{"type":"integer"}}""", "{\"\\udfff\":\"x\"}")]
    [InlineData("""{"enum":["\ud800"]}""", "\"a\"")]
    public void Check_RejectsAnUnpairedSurrogate(string schema, string value) =>
        Assert.Equal(SchemaResult.Unfit, SchemaValidator.Check(JsonElement.Parse(schema), JsonElement.Parse(value)).Result);

    /// <summary>Numbers that no type can hold are compared as they are written.</summary>
    [Theory]
    [InlineData("""{"const":1e99999999999}""", "1e99999999999", true)]
    [InlineData("""{"const":1e99999999999}""", "2e99999999999", false)]
    [InlineData("""{"enum":[1e99999999999,2]}""", "1e99999999999", true)]
    [InlineData("""{"uniqueItems":true}""", "[1e99999999999,1e99999999999]", false)]
    [InlineData("""{"uniqueItems":true}""", "[1e99999999999,2e99999999999]", true)]
    public void Check_ComparesNumbersWithHugeExponents(string schema, string value, bool fits) =>
        Assert.Equal(fits, SchemaValidator.Check(JsonElement.Parse(schema), JsonElement.Parse(value)).Result != SchemaResult.Unfit);

    /// <summary>Every document of the JSON test suite fits the schema that describes it, and none fits its negation.</summary>
    [Fact]
    public void Check_AcceptsEveryJsonDocumentByItsConstant()
    {
        foreach (JsonElement document in Suite().Where(IsText))
        {
            JsonElement same = JsonElement.Parse($$"""{"const":{{document.GetRawText()}}}""");
            JsonElement other = JsonElement.Parse($$$"""{"not":{"const":{{{document.GetRawText()}}}}}""");
            Assert.Empty(SchemaValidator.Check(same, document).Faults);
            Assert.Equal(SchemaResult.Unfit, SchemaValidator.Check(other, document).Result);
        }
    }

    /// <summary>
    /// Documents of the JSON test suite are untrusted schemas and values here. The result is repeatable and within its bounds.
    /// </summary>
    [Fact]
    public void Check_OfUntrustedDocumentsIsBoundedAndRepeatable()
    {
        foreach (JsonElement schema in Keywords.Select(static row => JsonElement.Parse(row.Data.Item1)))
        {
            foreach (JsonElement document in Suite())
            {
                SchemaVerdict verdict = SchemaValidator.Check(schema, document);
                Assert.InRange(verdict.Faults.Count, 0, 20);
                Assert.Equal(verdict.Result == SchemaResult.Unfit, verdict.Faults.Count > 0);
                Assert.Equal(verdict.Faults, SchemaValidator.Check(schema, document).Faults);
                Assert.InRange(SchemaValidator.Check(document, document).Faults.Count, 0, 20);
            }
        }
    }

    // Invalid UTF-8 and unpaired surrogates can be parsed, but not compared.
    private static bool IsText(JsonElement document) =>
        Utf8.IsValid(JsonMarshal.GetRawUtf8Value(document)) && !Surrogate().IsMatch(document.GetRawText());

    [GeneratedRegex("""\\u[dD][89a-fA-F]""")]
    private static partial Regex Surrogate();

    private static JsonElement[] Suite()
    {
        string folder = Path.Combine(
            Path.GetDirectoryName(SharedData.Require("hostile-input/naughty-strings.json"))!, "json-parsing");
        JsonElement[] documents = [.. Directory.GetFiles(folder, "*.json").Select(Read).OfType<JsonElement>()];
        Assert.True(documents.Length > 95);
        return documents;
    }

    private static JsonElement? Read(string path)
    {
        try
        {
            return JsonElement.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string[] Lines(string values) => values.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
