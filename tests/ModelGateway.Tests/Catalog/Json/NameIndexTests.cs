using System.Text;
using ModelGateway.Catalog.Json;

namespace ModelGateway.Tests.Catalog.Json;

public sealed class NameIndexTests
{
    private const string File = """{"first":{"aliases":["one","Uno"]},"second":{}}""";

    private static readonly NameIndex Index = Create(("first", 0), ("one", 0), ("Uno", 0), ("second", 1));

    [Theory]
    [InlineData("first", 0)]
    [InlineData("FIRST", 0)]
    [InlineData("uno", 0)]
    [InlineData("second", 1)]
    [InlineData("secon", -1)]
    [InlineData("", -1)]
    [InlineData("two words", -1)]
    public void Find_IgnoresCase(string name, int model) => Assert.Equal(model, Index.Find(name));

    [Fact]
    public void Find_RejectsALongName() => Assert.Equal(-1, Index.Find(new string('x', 10_000)));

    [Fact]
    public void Names_AreAllNames() => Assert.Equal(["first", "one", "Uno", "second"], Index.Names);

    [Fact]
    public void Find_FindsEveryNameOfALargeFile()
    {
        string[] names = [.. Enumerable.Range(0, 5_000).Select(static number => $"model-{number}")];
        string file = string.Join(',', names.Select(static name => $"\"{name}\""));
        int at = 0;
        List<(int, int)> positions = [];
        foreach ((int number, string name) in names.Index())
        {
            positions.Add((at, number));
            at += name.Length + 3;
        }

        NameIndex index = new(Encoding.ASCII.GetBytes(file), positions);

        Assert.All(names.Index(), pair => Assert.Equal(pair.Index, index.Find(pair.Item)));
        Assert.Equal(-1, index.Find("model-5000"));
    }

    private static NameIndex Create(params (string Name, int Model)[] names) =>
        new(
            Encoding.ASCII.GetBytes(File),
            [.. names.Select(name => (File.IndexOf($"\"{name.Name}\"", StringComparison.Ordinal), name.Model))]);
}
