using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// The keywords for arrays, including those of draft 7 that were renamed later: <c>items</c> as a list, and <c>additionalItems</c>.
/// </summary>
internal readonly ref struct ArrayKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public void Apply(string keyword, JsonElement rule)
    {
        int length = _check.Value.GetArrayLength();
        switch (keyword)
        {
            case "prefixItems" or "items" when rule.ValueKind == JsonValueKind.Array:
                ApplyPrefix(rule, length);
                break;
            case "items":
                ApplyRest(rule, ListLength("prefixItems"));
                break;
            case "additionalItems" when ListLength("items") is > 0 and var first:
                ApplyRest(rule, first);
                break;
            case "minItems" when SchemaCheck.Limit(rule) is { } least && length < least:
                _check.Fail($"has fewer than {least} items");
                break;
            case "maxItems" when SchemaCheck.Limit(rule) is { } most && length > most:
                _check.Fail($"has more than {most} items");
                break;
            case "uniqueItems" when rule.ValueKind == JsonValueKind.True:
                ApplyUnique();
                break;
        }
    }

    private int ListLength(string keyword) =>
        _check.Schema.TryGetProperty(keyword, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0;

    private void ApplyPrefix(JsonElement schemas, int length)
    {
        int index = 0;
        foreach (JsonElement schema in schemas.EnumerateArray())
        {
            if (index == length)
            {
                return;
            }

            _check.EvaluateItem(schema, index, _check.Value[index]);
            index++;
        }
    }

    private void ApplyRest(JsonElement schema, int first)
    {
        int index = 0;
        foreach (JsonElement item in _check.Value.EnumerateArray())
        {
            if (index >= first)
            {
                _check.EvaluateItem(schema, index, item);
            }

            index++;
        }
    }

    private void ApplyUnique()
    {
        JsonElement[] items = [.. _check.Value.EnumerateArray()];
        for (int i = 1; i < items.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!_check.Run.TryStep())
                {
                    return;
                }

                if (SchemaCheck.AreEqual(items[i], items[j]))
                {
                    _check.Faults.Add(_check.Location.Item(i), $"is the same as item {j}, and all must differ");
                    return;
                }
            }
        }
    }
}
