using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Tests.Protocols.Json;

public sealed class WordTableTests
{
    private static readonly WordTable<int> Table = new(("one", 1), ("uno", 1), ("two", 2));

    [Theory]
    [InlineData("one", 1)]
    [InlineData("uno", 1)]
    [InlineData("two", 2)]
    [InlineData("One", null)]
    [InlineData("", null)]
    public void Words_AreFoundInEachForm(string word, int? expected)
    {
        Utf8JsonReader reader = new(System.Text.Encoding.UTF8.GetBytes($"\"{word}\""));
        reader.Read();

        Assert.Equal(expected, Table.TryFind(word, out int found) ? found : null);
        Assert.Equal(expected, Table.TryFind(System.Text.Encoding.UTF8.GetBytes(word), out found) ? found : null);
        Assert.Equal(expected, Table.TryRead(ref reader, out found) ? found : null);
    }

    [Fact]
    public void TryWrite_TakesTheFirstWordOfAValue()
    {
        Assert.True(Table.TryWrite(1, out JsonEncodedText one));
        Assert.Equal("one", one.Value);
        Assert.False(Table.TryWrite(3, out _));
    }
}
