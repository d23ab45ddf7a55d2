using System.Globalization;
using System.Text;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// What became of every value of a source. Nothing is lost silently: <see cref="Used"/>, the counts of <see cref="Unused"/> and the values of
/// <see cref="Skipped"/> are together all values that the source has.
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

    /// <summary>The models that were imported.</summary>
    public int Models { get; }

    /// <summary>The values that were used. Each string, number, truth value and null is one value, and so is each list or object that is empty.</summary>
    public int Used { get; }

    /// <summary>The fields that were not used, by name and reason.</summary>
    public IReadOnlyList<CatalogImportField> Unused { get; }

    /// <summary>The models that were left out, in the source's order.</summary>
    public IReadOnlyList<CatalogImportSkip> Skipped { get; }

    /// <summary>The whole report, a field or model a line.</summary>
    /// <returns>E.g. <c>input_dbu_cost_per_token: 28 (no unit of ours)</c>.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Models} models, {Used} values used, {Unused.Sum(static field => field.Count)} not used, {Skipped.Count} models left out");
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
