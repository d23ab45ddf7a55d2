using ModelGateway.Bridging;

namespace ModelGateway.Tests.Bridging;

public sealed class JsonInTextTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("  [1, 2]\n", "[1, 2]")]
    [InlineData("7", "7")]
    [InlineData("Here it is:\n```json\n{\"a\": \"}\"}\n```\nAnything else?", """{"a": "}"}""")]
    [InlineData("As [1] says: {\"a\":{\"b\":[2]}}.", "[1]|{\"a\":{\"b\":[2]}}")]
    [InlineData("{broken {\"a\":1}", """{"a":1}""")]
    [InlineData("{'a':1}", "")]
    [InlineData("none", "")]
    [InlineData("", "")]
    [InlineData("{\"a\":", "")]
    [InlineData("[link](x) {name} [ 1, 2 ] {\"a\": x} {\"b\":2}", "[ 1, 2 ]|{\"b\":2}")]
    public void Find_ReturnsTheObjectsAndArraysInAText(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', JsonInText.Find(text).Select(static found => found.GetRawText())));

    [Fact]
    public void Find_GivesUpOnManyBracketsThatNeverClose() => Assert.Empty(JsonInText.Find(new string('{', 1_000_000)));

    /// <summary>An answer may follow a long text with brackets of its own, such as code or a table of links.</summary>
    [Fact]
    public void Find_PassesOverManyBracketsThatAreNoJson()
    {
        string prose = string.Concat(Enumerable.Repeat("See [a] and {x}, or [\"a\" to \"b\"]. ", 400));
        Assert.Equal("""{"a":1}""", Assert.Single(JsonInText.Find(prose + """{"a":1}""")).GetRawText());
    }

    [Fact]
    public void Find_ReadsDeepAnswers()
    {
        string deep = new string('[', 200) + new string(']', 200);
        Assert.Equal(deep, Assert.Single(JsonInText.Find($"Here: {deep}.")).GetRawText());
    }

    /// <summary>Each of these brackets begins what could be JSON up to the end of the text.</summary>
    [Fact]
    public void Find_BoundsTheTimeForTextsThatAlmostAreJson()
    {
        string text = string.Concat(Enumerable.Repeat("[1,", 200_000));
        Assert.Empty(JsonInText.Find(text));
    }
}
