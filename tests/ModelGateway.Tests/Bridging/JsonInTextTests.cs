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
    public void Find_ReturnsTheObjectsAndArraysInAText(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', JsonInText.Find(text).Select(static found => found.GetRawText())));

    [Fact]
    public void Find_GivesUpOnManyBracketsThatNeverClose() => Assert.Empty(JsonInText.Find(new string('{', 1_000_000)));
}
