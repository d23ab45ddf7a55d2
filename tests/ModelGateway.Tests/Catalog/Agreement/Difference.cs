namespace ModelGateway.Tests.Catalog.Agreement;

/// <summary>A fact of a list that the catalog contradicts or lacks.</summary>
/// <param name="Source">The list.</param>
/// <param name="Model">The model, <c>provider/id</c>, by the list's id.</param>
/// <param name="Field">The fact: <c>context</c>, <c>can tools</c>, <c>price input</c>, <c>price batch output &gt;200000</c>.</param>
/// <param name="Ours">The catalog's value; empty where there is none.</param>
/// <param name="Theirs">The list's value.</param>
internal sealed record Difference(CatalogFormat Source, string Model, string Field, string Ours, string Theirs)
{
    public string Provider => Model[..Model.IndexOf('/')];

    public bool IsSilent => Ours.Length == 0;
}
