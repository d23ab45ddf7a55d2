namespace ModelGateway.Tests.Catalog.Agreement;

/// <summary>A fact that a list says and the catalog says otherwise, or does not say.</summary>
/// <param name="Source">The list.</param>
/// <param name="Model">The model, <c>provider/id</c>, by the list's id.</param>
/// <param name="Field">The fact: <c>context</c>, <c>can tools</c>, <c>price input</c>, <c>price batch output &gt;200000</c>.</param>
/// <param name="Ours">What the catalog says; empty where it says nothing.</param>
/// <param name="Theirs">What the list says.</param>
internal sealed record Difference(CatalogFormat Source, string Model, string Field, string Ours, string Theirs)
{
    public string Provider => Model[..Model.IndexOf('/')];

    public bool IsSilent => Ours.Length == 0;
}
