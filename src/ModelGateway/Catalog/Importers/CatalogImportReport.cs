using System.Globalization;
using System.Text;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Which values of a list were used. <see cref="Used"/>, the counts of <see cref="Unused"/> and the values of <see cref="Skipped"/> add up
/// to all values of the list.
/// </summary>
internal sealed class CatalogImportReport
{
    internal CatalogImportReport(int models, int used, IReadOnlyList<CatalogImportField> unused, IReadOnlyList<CatalogImportSkip> skipped)
    {
        Models = models;
        Used = used;
        Unused = unused;
        Skipped = skipped;
    }

    /// <summary>The number of imported models.</summary>
    public int Models { get; }

    /// <summary>
    /// The number of used values. Each string, number, boolean and null is one value, and so is each empty list or object.
    /// </summary>
    public int Used { get; }

    /// <summary>The fields that were not used, by name and reason.</summary>
    public IReadOnlyList<CatalogImportField> Unused { get; }

    /// <summary>The models that were left out, in the list's order.</summary>
    public IReadOnlyList<CatalogImportSkip> Skipped { get; }

    /// <summary>The whole report, with one field or model a line.</summary>
    /// <returns>E.g. <c>input_dbu_cost_per_token: 28 (no unit of ours)</c>.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        int unused = Unused.Sum(static field => field.Count);
        text.Append(
            CultureInfo.InvariantCulture, $"{Models} models, {Used} values used, {unused} not used, {Skipped.Count} models left out");
        foreach (CatalogImportField field in Unused)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{field.Name}: {field.Count} ({field.Reason})");
        }

        foreach (CatalogImportSkip skip in Skipped)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{skip.Model}: left out ({skip.Reason})");
        }

        return text.ToString();
    }
}
