using System.Text.Json;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;
using ModelGateway.Catalog.Rules;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog;

/// <summary>The published JSON schema agrees with the reader.</summary>
public sealed class CatalogSchemaTests
{
    private static readonly JsonElement Schema =
        JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Source, "Catalog", "catalog.schema.json")));

    [Fact]
    public void Schema_HasTheFieldsOfTheReader()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Schema.GetProperty("$schema").GetString());
        Assert.Equal(CatalogFields.File, Fields(Schema));
        Assert.Equal(CatalogFields.Model, Fields(Definition("model")));
        Assert.Equal(CatalogFields.Rule, Fields(Definition("rule")));
        Assert.Equal(CatalogFields.ModelRule, Fields(Definition("modelRule")));
        Assert.Equal(CatalogFields.Window, Fields(Definition("window")));
        Assert.Equal(CatalogFields.Tier, Fields(Definition("tier")));
        Assert.Equal(PriceUnitNames.All, Fields(Definition("rates")));
        Assert.Equal(Enum.GetValues<PriceUnit>().Length, PriceUnitNames.All.Count);
    }

    [Fact]
    public void Schema_HasTheChoicesOfTheReader()
    {
        Assert.Equal(CapabilityNames.All, Texts(Definition("capability").GetProperty("enum")));
        Assert.Equal(CatalogFields.Kinds, Texts(Definition("model").GetProperty("properties").GetProperty("kind").GetProperty("enum")));
        Assert.Equal(Enum.GetNames<ModelKind>().Skip(1).Select(name => name.ToLowerInvariant()), CatalogFields.Kinds);
        Assert.Equal(
            CatalogFields.Days,
            Texts(Definition("window").GetProperty("properties").GetProperty("days").GetProperty("items").GetProperty("enum")));
        Assert.Equal(CatalogFields.Apis, Texts(Definition("api").GetProperty("enum")));
        Assert.Equal(
            RuleFlags.Names.Except(CapabilityNames.All),
            Texts(Definition("options").GetProperty("items").GetProperty("anyOf")[1].GetProperty("enum")));
        JsonElement rule = Definition("modelRule").GetProperty("properties");
        Assert.Equal(EffortWords.All, Texts(rule.GetProperty("efforts").GetProperty("items").GetProperty("enum")));
        Assert.Equal(EffortWords.All[1..], Texts(rule.GetProperty("takesEfforts").GetProperty("items").GetProperty("enum")));
        Assert.Equal(Enum.GetNames<DayOfWeek>().Select(name => name.ToLowerInvariant()), CatalogFields.Days);
    }

    [Fact]
    public void Schema_HasTheLimitsOfTheReader()
    {
        JsonElement model = Definition("model").GetProperty("properties");
        Assert.Equal(CatalogLimits.Tokens, model.GetProperty("context").GetProperty("maximum").GetInt32());
        Assert.Equal(CatalogLimits.Dimensions, model.GetProperty("dimensions").GetProperty("maximum").GetInt32());
        Assert.Equal(CatalogLimits.Days, model.GetProperty("retentionDays").GetProperty("maximum").GetInt32());
        Assert.Equal(CatalogLimits.Items, model.GetProperty("prices").GetProperty("maxItems").GetInt32());
        Assert.Equal(
            CatalogLimits.Factor, model.GetProperty("multipliers").GetProperty("additionalProperties").GetProperty("maximum").GetDecimal());
        Assert.Equal(CatalogLimits.Usd, Definition("usd").GetProperty("maximum").GetDecimal());
        Assert.Equal(CatalogLimits.Name, Definition("name").GetProperty("maxLength").GetInt32());
        Assert.Equal(CatalogLimits.Text, Definition("text").GetProperty("maxLength").GetInt32());
        Assert.Equal(CatalogLimits.Models, Schema.GetProperty("properties").GetProperty("models").GetProperty("maxProperties").GetInt32());
    }

    [Fact]
    public void Schema_DescribesEveryField()
    {
        Assert.All(
            new[] { Schema, Definition("model"), Definition("rule"), Definition("modelRule"), Definition("window"), Definition("tier"),
                Definition("rates") }
                .SelectMany(item => item.GetProperty("properties").EnumerateObject().Where(field => field.Name != "kind")),
            field => Assert.False(string.IsNullOrEmpty(field.Value.GetProperty("description").GetString()), field.Name));
    }

    [Fact]
    public void Schema_HasNoDanglingReference() =>
        Assert.All(
            References(Schema),
            reference => Assert.True(Schema.GetProperty("$defs").TryGetProperty(reference["#/$defs/".Length..], out _), reference));

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(field => field.Name == "$ref" ? [field.Value.GetString()!] : References(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static JsonElement Definition(string name) => Schema.GetProperty("$defs").GetProperty(name);

    private static IEnumerable<string> Fields(JsonElement element)
    {
        Assert.False(element.GetProperty("additionalProperties").GetBoolean());
        return element.GetProperty("properties").EnumerateObject().Select(field => field.Name);
    }

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString());
}
