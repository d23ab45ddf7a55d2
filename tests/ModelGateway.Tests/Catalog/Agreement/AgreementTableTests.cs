using System.Globalization;
using ModelGateway.Tests.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Agreement;

/// <summary>The catalog against every model of the three lists that it has too.</summary>
public sealed class AgreementTableTests
{
    [Fact]
    public void Dump()
    {
        List<string> lines = [];
        foreach (string path in new[] { "prices/litellm-model-prices.json", "prices/openrouter-models.json", "prices/genai-prices.v2.json" })
        {
            CatalogImport import = CatalogImporter.Read(ImportSources.Bytes(path));
            int overlap = 0, facts = 0, all = 0;
            foreach ((string provider, IReadOnlyList<ModelInfo> models) in import.Models)
            {
                foreach (ModelInfo theirs in models)
                {
                    all++;
                    if (ModelCatalog.Embedded.FindListed(provider, theirs.Id) is { } ours)
                    {
                        overlap++;
                        Comparison comparison = new(import.Format, provider + "/" + theirs.Id, ours, theirs);
                        lines.AddRange(comparison.Run().Select(difference => string.Join('\t', difference.Source, difference.Model, difference.Field, difference.Ours, difference.Theirs)));
                        facts += comparison.Facts;
                    }
                }
            }

            lines.Add(string.Create(CultureInfo.InvariantCulture, $"# {import.Format}\t{overlap} of {all}\t{facts}"));
        }

        File.WriteAllLines("/tmp/imp/diff.tsv", lines);
    }
}
