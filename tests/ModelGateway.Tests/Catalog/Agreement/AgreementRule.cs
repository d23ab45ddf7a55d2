using System.Text.RegularExpressions;

namespace ModelGateway.Tests.Catalog.Agreement;

/// <summary>Why the catalog differs from a list; each condition is a pattern that must fit the whole value.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Source">The list.</param>
/// <param name="Model">The model, <c>provider/id</c>.</param>
/// <param name="Field">The fact.</param>
/// <param name="Ours">The catalog's value; empty where there is none.</param>
/// <param name="Theirs">The list's value.</param>
internal sealed record AgreementRule(
    string Reason, string Source = ".*", string Model = ".*", string Field = ".*", string Ours = ".*", string Theirs = ".*")
{
    public bool Fits(Difference difference) =>
        Is(Source, difference.Source.ToString()) && Is(Field, difference.Field) && Is(Model, difference.Model) && Is(Ours, difference.Ours)
            && Is(Theirs, difference.Theirs);

    private static bool Is(string pattern, string text) => Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant);
}
