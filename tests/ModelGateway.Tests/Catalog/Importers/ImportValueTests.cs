using System.Text.Json;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class ImportValueTests
{
    [Theory]
    [InlineData("1e-7", 0.0000001)]
    [InlineData("3.3E-6", 0.0000033)]
    [InlineData("0", 0)]
    [InlineData("0e5", 0)]
    [InlineData("-2.50", -2.5)]
    public void Number_IsExact(string json, double expected) => Assert.Equal((decimal)expected, Value(json).Number());

    [Theory]
    [InlineData("1e-300", "a number that is not too small to be told from 0")]
    [InlineData("1e300", "a number of at most 28 digits")]
    [InlineData("\"1\"", "a number of at most 28 digits")]
    public void Number_RejectsWhatADecimalCannotHold(string json, string expected) => AssertWrong(expected, () => Value(json).Number());

    [Theory]
    [InlineData("\"0.5\"", 0.5)]
    [InlineData("\"3e-7\"", 0.0000003)]
    [InlineData("\"-1\"", -1)]
    public void TextNumber_ReadsANumberInAText(string json, double expected) =>
        Assert.Equal((decimal)expected, Value(json).TextNumber());

    [Theory]
    [InlineData("\"NaN\"")]
    [InlineData("\"1,5\"")]
    [InlineData("\"\"")]
    public void TextNumber_RejectsOtherTexts(string json) => AssertWrong("a number written as a text", () => Value(json).TextNumber());

    [Theory]
    [InlineData("2000000.0", 2_000_000)]
    [InlineData("0", 0)]
    [InlineData("100000000", 100_000_000)]
    public void Count_ReadsAWholeNumber(string json, int expected) => Assert.Equal(expected, Value(json).Count());

    [Theory]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("100000001")]
    public void Count_RejectsOtherNumbers(string json) => AssertWrong("a whole number from 0 to 100,000,000", () => Value(json).Count());

    [Fact]
    public void Price_ConvertsToTheCatalogsUnit()
    {
        Assert.Equal("0.15", Value("1.50e-07").Price(1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture));
        AssertWrong("a price that is neither negative nor out of all bounds", () => Value("-1").Price(1));
        AssertWrong("a price that is neither negative nor out of all bounds", () => Value("2").Price(1_000_000));
    }

    [Fact]
    public void Key_IsTheLastPartOfThePath()
    {
        ImportValue inner = Value("""{"a":[{"b":1}]}""").Fields().Single().Items().Single().Fields().Single();
        Assert.Equal(("a[0].b", "b"), (inner.Name, inner.Key));
    }

    [Fact]
    public void FindLabel_ReturnsTheTextOfAField()
    {
        ImportValue value = Value("""{"id":" x ","name":null}""");
        Assert.Equal("x", value.FindLabel("id"));
        Assert.Null(value.FindLabel("name"));
        Assert.Null(value.FindLabel("other"));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("\"a\\u202eb\"")]
    public void Label_RejectsControlCharacters(string json) => AssertWrong("a text without control characters", () => Value(json).Label());

    private static ImportValue Value(string json) => new(JsonElement.Parse(json), new ImportPlace("list.json", "m"), "");

    private static void AssertWrong(string expected, Func<object> read)
    {
        CatalogException exception = Assert.Throws<CatalogException>(() => _ = read());
        Assert.Equal(("list.json", "m", null), (exception.File, exception.Model, exception.Field));
        Assert.EndsWith($"it must be {expected}.", exception.Problem, StringComparison.Ordinal);
    }
}
