using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Tests.Catalog.Json;

/// <summary>What a file says about its provider.</summary>
public sealed class CatalogHeaderReaderTests
{
    [Theory]
    [InlineData("""{"provider":"A b","models":{}}""", null, "provider", "is no provider's name")]
    [InlineData("""{"provider":"A","models":{}}""", null, "provider", "is no provider's name")]
    [InlineData("""{"provider":"../a","models":{}}""", null, "provider", "is no provider's name")]
    [InlineData("""{"provider":1,"models":{}}""", null, "provider", "is no text")]
    [InlineData("""{"provider":"a","provider":"b","models":{}}""", null, "provider", "is there twice")]
    [InlineData("""{"provider":"a","vendor":"b","models":{}}""", null, "vendor", "is no field that there is. Known: $schema, provider")]
    [InlineData("""{"provider":"a","hosts":["com"],"models":{}}""", null, "hosts", "is no host")]
    [InlineData("""{"provider":"a","hosts":["https://a.b"],"models":{}}""", null, "hosts", "is no host")]
    [InlineData("""{"provider":"a","includes":["A"],"models":{}}""", null, null, "includes itself")]
    [InlineData("""{"provider":"a","relays":{"x/y":"b"},"models":{}}""", null, "relays.x/y", "has a slash")]
    [InlineData("""{"provider":"a","relays":{"x":"b","X":"c"},"models":{}}""", null, "relays.X", "is there twice")]
    [InlineData("""{"provider":"a","updated":"22.11.2026","models":{}}""", null, "updated", "is no day")]
    [InlineData("""{"provider":"a","defaults":{"aliases":["x"]},"models":{}}""", null, "defaults", "which no two models share")]
    public void Read_RejectsAWrongHeader(string json, string? model, string? field, string problem) =>
        CatalogSamples.AssertFault(json, model, field, problem);

    [Fact]
    public void Read_StopsAtTheModelsWhereTheFileIsKnownToBeValid()
    {
        byte[] file = """{"provider":"a","models":{"m":{}},"name":"not read"}"""u8.ToArray();
        CatalogJson json = new(file, "a.json");

        CatalogHeader header = new CatalogHeaderReader().Read(ref json, stopAtModels: true, out int modelsAt);

        Assert.Equal(("a", null), (header.Provider, header.Name));
        Assert.Equal((byte)'{', file[modelsAt]);
        Assert.Equal("""{"provider":"a","models":""".Length, modelsAt);
    }
}
