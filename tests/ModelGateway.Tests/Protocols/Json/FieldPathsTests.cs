using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Tests.Protocols.Json;

public sealed class FieldPathsTests
{
    private static readonly FieldPaths<int> Paths = new(("a", 1), ("a.b", 2), ("list[kind=X].count", 3), ("list[kind=Y].count", 4));

    [Fact]
    public void Find_KnowsEachFieldWithItsValue()
    {
        FieldPaths<int>.Node a = Find(Paths.Root, "\"a\""u8)!;
        FieldPaths<int>.Node b = Find(a, "\"b\""u8)!;

        Assert.Equal((true, 1, true), (a.HasValue, a.Value, a.HasChildren));
        Assert.Equal((true, 2, false), (b.HasValue, b.Value, b.HasChildren));
        Assert.Null(Find(Paths.Root, "\"b\""u8));
        Assert.Null(Find(b, "\"a\""u8));
    }

    [Fact]
    public void Find_KnowsTheItemsOfAListByTheirKey()
    {
        FieldPaths<int>.Node list = Find(Paths.Root, "\"list\""u8)!;

        Assert.Equal("kind"u8.ToArray(), list.KeyName);
        Assert.Equal(3, Find(list, "\"X\""u8)!.Only.Value);
        Assert.Equal(4, Find(list, "\"Y\""u8)!.Only.Value);
        Assert.Null(Find(list, "\"Z\""u8));
    }

    private static FieldPaths<int>.Node? Find(FieldPaths<int>.Node node, ReadOnlySpan<byte> name)
    {
        Utf8JsonReader reader = new(name);
        reader.Read();
        return node.Find(ref reader);
    }
}
