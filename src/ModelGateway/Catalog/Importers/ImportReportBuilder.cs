using System.Text.Json;

namespace ModelGateway.Catalog.Importers;

/// <summary>Counts for every value of a list whether it was used, and why not.</summary>
internal sealed class ImportReportBuilder
{
    public const string Null = "null: nothing is said";

    public const string NoLimit = "0: no limit is said";

    private readonly Dictionary<(string Name, string Reason), int> _unused = [];

    private readonly List<CatalogImportSkip> _skipped = [];

    private int _used;

    /// <summary>The number of values that were used or left.</summary>
    public int Total => _used + _unused.Values.Sum();

    /// <summary>Counts all values within a value as used.</summary>
    public void Use(in ImportValue value) => _used += Count(value.Element);

    /// <summary>Counts all values within a value as not used.</summary>
    public void Leave(in ImportValue value, string reason) => Leave(value.Name, value, reason);

    /// <summary>Counts all values within a value as not used, under another name.</summary>
    public void Leave(string name, in ImportValue value, string reason) => Leave(name, value.Element, reason);

    /// <summary>Counts a value as used or left.</summary>
    public void Note(in ImportValue value, bool isUsed, string reason)
    {
        if (isUsed)
        {
            Use(value);
        }
        else
        {
            Leave(value, reason);
        }
    }

    /// <summary>Counts an empty list or object, which is a value itself.</summary>
    public void LeaveEmpty(in ImportValue value, string reason = "empty")
    {
        bool isEmpty = value.IsArray ? value.Element.GetArrayLength() == 0 : value.IsObject && value.Element.GetPropertyCount() == 0;
        if (isEmpty)
        {
            Leave(value.Name.Length == 0 ? "$" : value.Name, value, reason);
        }
    }

    /// <summary>Reads a limit of tokens; null where the list writes 0 because it does not know one.</summary>
    public int? ReadLimit(in ImportValue field)
    {
        int limit = field.Count();
        Note(field, limit > 0, NoLimit);
        return limit > 0 ? limit : null;
    }

    /// <summary>Reads the non-null fields of an object, and counts its null fields.</summary>
    public void ReadFields(in ImportValue value, Action<ImportValue> read)
    {
        foreach (ImportValue field in value.Fields())
        {
            if (field.IsNull)
            {
                Leave(field, Null);
            }
            else
            {
                read(field);
            }
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

    /// <summary>Creates the report.</summary>
    /// <param name="models">The number of imported models.</param>
    public CatalogImportReport Report(int models)
    {
        IEnumerable<CatalogImportField> unused = _unused
            .OrderBy(static pair => pair.Key.Name, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Key.Reason, StringComparer.Ordinal)
            .Select(static pair => new CatalogImportField(pair.Key.Name, pair.Value, pair.Key.Reason));
        return new CatalogImportReport(models, _used, [.. unused], _skipped);
    }

    /// <summary>The number of values within a value.</summary>
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
        // The items of a list count together: prices[0].x and prices[1].x are both prices[].x.
        for (int open = name.IndexOf('['); open >= 0; open = name.IndexOf('[', open + 1))
        {
            int length = name.IndexOf(']', open) - open - 1;
            bool isIndex = length > 0 && name.AsSpan(open + 1, length).IndexOfAnyExceptInRange('0', '9') < 0;
            name = isIndex ? name.Remove(open + 1, length) : name;
        }

        _unused[(name, reason)] = _unused.GetValueOrDefault((name, reason)) + 1;
    }
}
