namespace ModelGateway.Schemas;

/// <summary>
/// The properties and items of one value that a schema has looked at, for <c>unevaluatedProperties</c> and <c>unevaluatedItems</c>. Where
/// a part of the schema cannot be told, what it looks at is uncertain.
/// </summary>
internal sealed class EvaluatedParts
{
    private readonly Dictionary<string, bool> _properties = new(StringComparer.Ordinal);
    private readonly Dictionary<int, bool> _items = [];
    private SchemaResult _all = SchemaResult.Unfit;

    public void Add(string property, bool isCertain = true) => _properties[property] = isCertain || _properties.GetValueOrDefault(property);

    public void Add(int item, bool isCertain = true) => _items[item] = isCertain || _items.GetValueOrDefault(item);

    public void AddAll(bool isCertain = true) => _all = Least(isCertain);

    /// <summary>Adds what another schema has looked at, if the value fits that one.</summary>
    public void Add(EvaluatedParts others, SchemaResult result)
    {
        if (result == SchemaResult.Unfit)
        {
            return;
        }

        bool isCertain = result == SchemaResult.Fits;
        foreach ((string property, bool certain) in others._properties)
        {
            Add(property, certain && isCertain);
        }

        foreach ((int item, bool certain) in others._items)
        {
            Add(item, certain && isCertain);
        }

        if (others._all != SchemaResult.Unfit)
        {
            AddAll(isCertain && others._all == SchemaResult.Fits);
        }
    }

    /// <summary>Whether a property was looked at: yes (fits), perhaps (cannot tell) or no (unfit).</summary>
    public SchemaResult Has(string property) =>
        _properties.TryGetValue(property, out bool isCertain) ? Least(isCertain) : _all;

    /// <summary>Whether an item was looked at.</summary>
    public SchemaResult Has(int item) => _items.TryGetValue(item, out bool isCertain) ? Least(isCertain) : _all;

    private SchemaResult Least(bool isCertain) => isCertain || _all == SchemaResult.Fits ? SchemaResult.Fits : SchemaResult.CannotTell;
}
