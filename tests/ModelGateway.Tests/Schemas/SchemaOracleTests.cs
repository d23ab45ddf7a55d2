using System.Text.Json;
using CsCheck;
using Json.Schema;
using ModelGateway.Schemas;

namespace ModelGateway.Tests.Schemas;

/// <summary>Random schemas and values, of which another implementation must not say the contrary.</summary>
public sealed class SchemaOracleTests
{
    private static readonly Gen<string> Name = Words("a", "b", "ab", "é", "x y");
    private static readonly Gen<string> Number = Words("0", "1", "2", "3", "-1", "1.0", "0.5", "1.5", "3e0", "20e-1", "1e20");
    private static readonly Gen<string> Text = Words("\"\"", "\"a\"", "\"ab\"", "\"é\"", "\"😀\"", "\"7\"", "\"2026-01-02\"");
    private static readonly Gen<string> Scalar = Gen.OneOf(Number, Text, Words("null", "true", "false"));
    private static readonly Gen<string> Value = Values(3);
    private static readonly Gen<string> Schema = Schemas(3);

    [Fact]
    public void Check_NeverSaysTheContraryOfAnotherImplementation()
    {
        int told = 0;
        int all = 0;
        Gen.Select(Schema, Value.Array[8]).Sample(
            (schema, values) =>
            {
                JsonElement ours = JsonElement.Parse(schema);
                JsonSchema theirs = JsonSchema.FromText(schema);
                foreach (string value in values)
                {
                    JsonElement parsed = JsonElement.Parse(value);
                    SchemaResult found = SchemaValidator.Check(ours, parsed).Result;
                    bool isValid = theirs.Evaluate(parsed, new EvaluationOptions { OutputFormat = OutputFormat.Flag }).IsValid;
                    Interlocked.Increment(ref all);
                    Interlocked.Add(ref told, found == SchemaResult.CannotTell ? 0 : 1);
                    if (found == (isValid ? SchemaResult.Unfit : SchemaResult.Fits))
                    {
                        throw new InvalidOperationException($"{schema} of {value}: {found}, the other says {isValid}.");
                    }
                }
            },
            iter: 1_000,
            threads: 1);

        // Alternatives by negation over formats are what cannot be told.
        Assert.InRange(told, all * 0.97, all);
    }

    private static Gen<string> Values(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (2, Scalar),
        (2, Values(depth - 1).Array[0, 4].Select(static items => $"[{string.Join(',', items)}]")),
        (3, Gen.Select(Name, Values(depth - 1)).Array[0, 4].Select(static properties => Object(properties))));

    private static Gen<string> Schemas(int depth) => depth == 0
        ? Gen.OneOf(Keyword(0).Select(static one => Object([one])), Words("true", "{}"))
        : Gen.Frequency(
        (1, Words("true", "false", "{}")),
        (9, Gen.Select(Keyword(depth), Keyword(depth), Keyword(depth)).Select(static (a, b, c) => Object([a, b, c]))));

    // A later property of the same name takes the place of an earlier one.
    private static string Object((string Name, string Value)[] properties) => "{" + string.Join(
        ',',
        properties.GroupBy(static property => property.Name)
            .Select(static same => $"{JsonSerializer.Serialize(same.Key)}:{same.Last().Value}")) + "}";

    private static Gen<(string Name, string Value)> Keyword(int depth)
    {
        Gen<string> inner = depth == 0 ? Words("true", "{}", """{"type":"string"}""", """{"minimum":1}""") : Schemas(depth - 1);
        Gen<string> named = Gen.Select(Name, inner).Array[0, 3].Select(static properties => Object(properties));
        Gen<string> list = inner.Array[1, 3].Select(static schemas => $"[{string.Join(',', schemas)}]");
        Gen<string> names = Name.Array[0, 2].Select(static all => JsonSerializer.Serialize(all.Distinct()));
        Gen<string> count = Gen.Int[0, 3].Select(static number => $"{number}");
        return Gen.OneOf(
            One("type", Words("\"object\"", "\"array\"", "\"integer\"", "\"number\"", "[\"string\",\"null\"]", "\"boolean\"")),
            One("enum", Value0.Array[1, 3].Select(static values => $"[{string.Join(',', values)}]")),
            One("const", Value0),
            One("allOf", list), One("anyOf", list), One("oneOf", list),
            One("not", inner), One("if", inner), One("then", inner), One("else", inner),
            One("properties", named), One("additionalProperties", inner), One("propertyNames", inner), One("unevaluatedProperties", inner),
            One("patternProperties", Gen.Select(Words("^a", "b$", "^.$"), inner).Select((pattern, schema) => Object([(pattern, schema)]))),
            One("required", names), One("dependentSchemas", named),
            One("dependentRequired", Gen.Select(Name, names).Select(static (name, all) => Object([(name, all)]))),
            One("minProperties", count), One("maxProperties", count),
            One("items", inner), One("prefixItems", list), One("contains", inner), One("minContains", count), One("maxContains", count),
            One("unevaluatedItems", inner), One("minItems", count), One("maxItems", count), One("uniqueItems", Words("true", "false")),
            One("minLength", count), One("maxLength", count), One("pattern", Words("\"^a\"", "\"^[a-z]+$\"", "\"b\"")),
            One("minimum", Number), One("maximum", Number), One("exclusiveMinimum", Number), One("exclusiveMaximum", Number),
            One("multipleOf", Words("1", "0.5", "2", "3")));
    }

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static Gen<string> Value0 => Values(1);

    private static Gen<(string, string)> One(string keyword, Gen<string> rule) => rule.Select(value => (keyword, value));
}
