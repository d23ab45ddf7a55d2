using System.Globalization;
using System.Text;
using ModelGateway.Catalog.Importers;
using ModelGateway.Tests.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Agreement;

/// <summary>Compares the catalog with the lists, and writes the differences by reason.</summary>
internal sealed class AgreementTable
{
    private const string Intro =
        """
        # The catalog and the lists of others

        Every model that LiteLLM's, OpenRouter's or genai-prices' list in the shared data has in common with the catalog, fact by fact: limits, what it
        can, prices, days. A test computes this page again and fails where it differs, and at every difference that no rule of
        `ModelGateway.Tests/Catalog/Agreement/AgreementRules.cs` gives the reason of; `MODELGATEWAY_UPDATE=1` writes it anew. Prices are those of
        2026-11-22. What has no price of its own is taken at that of its sibling, as it is billed. Where the catalog says nothing, its column is empty.


        """;

    private readonly List<(Difference Difference, AgreementRule? Rule)> _differences = [];

    private readonly StringBuilder _summary =
        new("| list | models | in the catalog too | facts | alike | other | catalog is silent |\n|---|---|---|---|---|---|---|\n");

    public IEnumerable<Difference> Unexplained => _differences.Where(entry => entry.Rule is null).Select(entry => entry.Difference);

    public IEnumerable<AgreementRule> Idle => AgreementRules.All.Except(_differences.Select(entry => entry.Rule!));

    public int Facts { get; private set; }

    public int Count => _differences.Count;

    public void Add(string path)
    {
        CatalogImport import = CatalogImporter.Read(ImportSources.Bytes(path));
        List<Difference> found = [];
        int models = 0;
        int facts = 0;
        foreach ((string provider, IReadOnlyList<ModelInfo> listed) in import.Models.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (ModelInfo theirs in listed)
            {
                if (ModelCatalog.Embedded.FindListed(provider, theirs.Id) is { } ours)
                {
                    Comparison comparison = new(import.Format, $"{provider}/{theirs.Id}", ours, theirs);
                    found.AddRange(comparison.Run());
                    facts += comparison.Facts;
                    models++;
                }
            }
        }

        Facts += facts;
        _differences.AddRange(found.Select(difference => (difference, AgreementRules.All.FirstOrDefault(rule => rule.Fits(difference)))));
        int silent = found.Count(difference => difference.IsSilent);
        _summary.Append(CultureInfo.InvariantCulture,
            $"| {import.Format} | {import.Report.Models} | {models} | {facts} | {facts - found.Count} | {found.Count - silent} | {silent} |\n");
    }

    public override string ToString()
    {
        StringBuilder text = new(Intro.Replace("\r", "", StringComparison.Ordinal));
        text.Append(_summary);
        foreach (AgreementRule rule in AgreementRules.All)
        {
            List<Difference> differences = [.. _differences.Where(entry => entry.Rule == rule).Select(entry => entry.Difference)];
            text.Append(CultureInfo.InvariantCulture,
                $"\n## {differences.Count}: {rule.Reason}\n\n| list | fact | catalog | list says | models |\n|---|---|---|---|---|\n");
            foreach (var row in differences.GroupBy(difference => (difference.Source, difference.Field, difference.Ours, difference.Theirs))
                .OrderBy(row => row.Key.Source).ThenBy(row => row.Key.Field, StringComparer.Ordinal)
                .ThenBy(row => row.Min(difference => difference.Model), StringComparer.Ordinal))
            {
                IEnumerable<string> models = row.Select(difference => $"`{difference.Model}`").Order(StringComparer.Ordinal);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {row.Key.Source} | {row.Key.Field} | {row.Key.Ours} | {row.Key.Theirs} | {string.Join(", ", models)} |\n");
            }
        }

        return text.ToString();
    }
}
