using System.Text.Json;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class ImportReportBuilderTests
{
    private readonly ImportReportBuilder _report = new();

    [Theory]
    [InlineData("1", 1)]
    [InlineData("null", 1)]
    [InlineData("{}", 1)]
    [InlineData("[]", 1)]
    [InlineData("""{"a":1,"b":[1,2,{}]}""", 4)]
    public void Count_CountsEveryValue(string json, int expected) =>
        Assert.Equal(expected, ImportReportBuilder.Count(JsonElement.Parse(json)));

    [Fact]
    public void Leave_CountsItemsOfAListTogether()
    {
        ImportValue value = Value("""{"a":[{"x":1},{"x":2},{"x":null}],"b[c]":{}}""");
        foreach (ImportValue field in value.Fields())
        {
            foreach (ImportValue item in field.IsArray ? field.Items() : [field])
            {
                _report.Leave(item, "why");
            }
        }

        Assert.Equal(
            ["a[].x 1 (null: nothing is said)", "a[].x 2 (why)", "b[c] 1 (why)"],
            _report.Report(1).Unused.Select(field => $"{field.Name} {field.Count} ({field.Reason})"));
        Assert.Equal(4, _report.Total);
    }

    [Fact]
    public void ReadLimit_LeavesAZero()
    {
        Assert.Equal(7, _report.ReadLimit(Value("7")));
        Assert.Null(_report.ReadLimit(Value("0")));

        CatalogImportReport report = _report.Report(0);
        Assert.Equal(1, report.Used);
        Assert.Equal("0: no limit is said", Assert.Single(report.Unused).Reason);
    }

    [Fact]
    public void Add_AddsTheCountsOfAnotherReport()
    {
        ImportReportBuilder other = new();
        other.Use(Value("""{"a":1,"b":2}"""));
        other.Leave(Value("3"), "why");
        _report.Leave(Value("4"), "why");

        _report.Add(other);
        _report.Skip("m", Value("[1,2]"), "no model");

        CatalogImportReport report = _report.Report(5);
        Assert.Equal((5, 2, 2), (report.Models, report.Used, report.Unused.Single().Count));
        Assert.Equal(new CatalogImportSkip("m", 2, "no model"), report.Skipped.Single());
    }

    private static ImportValue Value(string json) => new(JsonElement.Parse(json), new ImportPlace("list.json", "m"), "");
}
