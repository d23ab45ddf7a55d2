using System.Text.Json;

namespace ModelGateway.Catalog.Importers;

/// <summary>Counts what becomes of every value of a source.</summary>
internal sealed class ImportReportBuilder
{
    public const string Null = "null: nothing is said";

    private readonly Dictionary<(string Name, string Reason), int> _unused = [];

    private readonly List<CatalogImportSkip> _skipped = [];

    private int _used;

    /// <summary>All values within one were used.</summary>
    public void Use(in ImportValue value) => _used += Count(value.Element);

    /// <summary>Values that are kept for later: whether they are used is told by <see cref="Use(int)"/> or <see cref="Skip(string, int, string)"/>.</summary>
    public void Use(int values) => _used += values;

    public void Leave(string name, in ImportValue value, string reason) => Leave(name, value.Element, reason);

    /// <summary>Counts a list or an object that has nothing in it, which is a value of its own.</summary>
    public void LeaveEmpty(string name, in ImportValue value, string reason = "empty")
    {
        if (value.Element.ValueKind == JsonValueKind.Array ? value.Element.GetArrayLength() == 0 : value.Element.ValueKind == JsonValueKind.Object && value.Element.GetPropertyCount() == 0)
        {
            Leave(name, value, reason);
        }
    }

    public void Skip(string model, in ImportValue value, string reason) => Skip(model, Count(value.Element), reason);

    public void Skip(string model, int values, string reason) => _skipped.Add(new CatalogImportSkip(model, values, reason));

    public void Add(ImportReportBuilder other)
    {
        _used += other._used;
        foreach ((var key, int count) in other._unused)
        {
            _unused[key] = _unused.GetValueOrDefault(key) + count;
        }
    }

    public int Total => _used + _unused.Values.Sum();

    public CatalogImportReport Report(int models) => new(
        models, _used, [.. _unused.OrderBy(static pair => pair.Key.Name, StringComparer.Ordinal).ThenBy(static pair => pair.Key.Reason, StringComparer.Ordinal)
            .Select(static pair => new CatalogImportField(pair.Key.Name, pair.Value, pair.Key.Reason))], _skipped);

    public static int Count(JsonElement element)
    {
        int count = 0;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    count += Count(property.Value);
                }

                return Math.Max(count, 1);
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    count += Count(item);
                }

                return Math.Max(count, 1);
            default:
                return 1;
        }
    }

    private void Leave(string name, JsonElement element, string reason)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.GetPropertyCount() > 0:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Leave($"{name}.{property.Name}", property.Value, reason);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Leave(name + "[]", item, reason);
                }

                break;
            case JsonValueKind.Null:
                Increase(name, Null);
                break;
            default:
                Increase(name, reason);
                break;
        }
    }

    private void Increase(string name, string reason)
    {
        // One line for all items of a list: prices[0].x and prices[1].x are both prices[].x.
        for (int open = name.IndexOf('['); open >= 0; open = name.IndexOf('[', open + 1))
        {
            int close = name.IndexOf(']', open);
            name = close > open + 1 && name.AsSpan(open + 1, close - open - 1).IndexOfAnyExceptInRange('0', '9') < 0 ? name.Remove(open + 1, close - open - 1) : name;
        }

        _unused[(name, reason)] = _unused.GetValueOrDefault((name, reason)) + 1;
    }
}
