using System.Text.Json;
using CsCheck;
using ModelGateway.Bridging;
using ModelGateway.Schemas;

namespace ModelGateway.Tests.Schemas;

/// <summary>Generated schemas, each with a value that fits and one that is broken in one place.</summary>
public sealed class SchemaPropertyTests
{
    private static readonly Gen<Drawn> Leaf = Gen.OneOf(
        Gen.Int[-1_000, 1_000].Select(static number => new Drawn(
            $$"""{"type":"integer","minimum":{{number - 1}},"maximum":{{number + 1}}}""", $"{number}", $"{number + 5}")),
        Gen.String[Gen.Char.AlphaNumeric, 1, 8].Select(static text => new Drawn(
            $$"""{"type":"string","minLength":{{text.Length}},"pattern":"^{{text}}$"}""", $"\"{text}\"", $"\"{text}-\"")),
        Gen.Bool.Select(static flag => new Drawn(flag ? """{"const":true}""" : """{"type":"boolean"}""", "true", flag ? "false" : "null")),
        Gen.Int[0, 2].Select(static which => new Drawn("""{"enum":["a",2,null]}""", which switch { 0 => "\"a\"", 1 => "2", _ => "null" }, "\"b\"")),
        Gen.Int[1, 50].Select(static number => new Drawn("""{"multipleOf":0.05,"exclusiveMinimum":0}""", $"{number * 5 / 100m}", $"{(number * 5 / 100m) + 0.01m}")));

    private static readonly Gen<Drawn> Any = Level(3);

    [Fact]
    public void Check_AcceptsAGeneratedValueAndRejectsABrokenOne() => Any.Sample(static drawn =>
    {
        JsonElement schema = JsonElement.Parse(drawn.Schema);
        return SchemaValidator.Check(schema, JsonElement.Parse(drawn.Good)) is { Result: SchemaResult.Fits }
            && SchemaValidator.Check(schema, JsonElement.Parse(drawn.Bad)) is { Result: SchemaResult.Unfit, Faults.Count: > 0 };
    });

    /// <summary>A schema that is no object is sent as the property of an object, and accepts the same values there.</summary>
    [Fact]
    public void Check_SaysTheSameOfAWrappedSchema() => Any.Sample(static drawn =>
    {
        SchemaRoot root = new(JsonElement.Parse(drawn.Schema));
        JsonElement good = Sent(root, drawn.Good);
        JsonElement bad = Sent(root, drawn.Bad);
        return SchemaValidator.Check(root.Sent, good).Result == SchemaResult.Fits
            && SchemaValidator.Check(root.Sent, bad).Faults.Count > 0
            && root.Check(good, out JsonElement value).Faults.Count == 0
            && root.Check(bad, out _).Faults.Count > 0
            && JsonElement.DeepEquals(value, JsonElement.Parse(drawn.Good))
            && root.Sent.GetProperty("type").ValueEquals("object");
    });

    private static JsonElement Sent(SchemaRoot root, string value) => JsonElement.Parse(root.IsWrapped ? $$"""{"value":{{value}}}""" : value);

    private static Gen<Drawn> Level(int depth) => depth == 0 ? Leaf : Gen.OneOf(
        Leaf,
        Gen.Select(Level(depth - 1).Array[1, 4], Gen.Int[0, 3]).Select(static (items, at) => new Drawn(
            $$"""{"type":"array","prefixItems":[{{Join(items, static item => item.Schema)}}],"items":false,"maxItems":{{items.Length}}}""",
            $"[{Join(items, static item => item.Good)}]",
            $"[{Join(items, (item, index) => index == at % items.Length ? item.Bad : item.Good)}]")),
        Gen.Select(Level(depth - 1).Array[1, 4], Gen.Int[0, 3], Gen.Bool).Select(static (items, at, missing) => new Drawn(
            "{\"type\":\"object\",\"properties\":{" + Join(items, static (item, index) => $"\"p{index}\":{item.Schema}")
                + $"}},\"required\":[\"p{at % items.Length}\"],\"additionalProperties\":false}}",
            "{" + Join(items, static (item, index) => $"\"p{index}\":{item.Good}") + "}",
            "{" + Join(
                items,
                (item, index) =>
                    index != at % items.Length ? $"\"p{index}\":{item.Good}"
                    : missing ? "\"more\":1"
                    : $"\"p{index}\":{item.Bad}") + "}")),
        Level(depth - 1)
            .Select(
                static inner =>
                    new Drawn("{\"anyOf\":[{\"type\":\"array\",\"minItems\":90}," + inner.Schema + "]}", inner.Good, inner.Bad)),
        Level(depth - 1)
            .Select(
                static inner => new Drawn("{\"allOf\":[{}," + inner.Schema + ",{\"not\":{\"const\":\"never\"}}]}", inner.Good, inner.Bad)));

    private static string Join(Drawn[] items, Func<Drawn, string> text) => string.Join(',', items.Select(text));

    private static string Join(Drawn[] items, Func<Drawn, int, string> text) => string.Join(',', items.Select(text));

    private sealed record Drawn(string Schema, string Good, string Bad);
}
