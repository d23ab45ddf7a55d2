using System.Text;
using CsCheck;
using ModelGateway.Catalog;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog;

public sealed class CatalogWriterTests
{
    [Fact]
    public void Write_FormatsTheFileForPeople()
    {
        string written = Encoding.UTF8.GetString(CatalogSamples.Parse(CatalogSamples.Whole).Write());

        Assert.StartsWith("{\n  \"$schema\": \"../catalog.schema.json\",\n  \"provider\": \"acme\",\n", written, StringComparison.Ordinal);
        Assert.EndsWith("}\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', written);
        Assert.Contains("\"can\": [\"tools\", \"image-input\"],\n", written, StringComparison.Ordinal);
        Assert.Contains("Big “1” <x>", written, StringComparison.Ordinal);
        Assert.Contains("\"output\": 15.00, ", written, StringComparison.Ordinal);
        Assert.Contains("        { \"serviceTier\": \"batch\", \"rates\": { \"input\": 1.5 } },\n", written, StringComparison.Ordinal);
        Assert.Contains("{ \"from\": \"2026-09-01\", \"until\": \"2026-10-01T10:30:00Z\", ", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RoundTripsGeneratedFiles() => Gen.Int.Sample(seed =>
    {
        CatalogFile file = CatalogGenerator.Create(seed);
        byte[] written = file.Write();
        CatalogFile read = CatalogFile.Parse(written, "written");
        Assert.Equal(Facts.Of(file), Facts.Of(read));
        Assert.Equal(written, read.Write());
    }, iter: Tiers.IsFull ? 20_000 : 500);
}
