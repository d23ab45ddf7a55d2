using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// The keywords for arrays, including those of draft 7 that were renamed later: <c>items</c> as a list, and <c>additionalItems</c>.
/// </summary>
internal readonly ref struct ArrayKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public SchemaResult Apply(string keyword, JsonElement rule)
    {
        switch (keyword)
        {
            case "prefixItems" or "items" when rule.ValueKind == JsonValueKind.Array:
                return ApplyPrefix(rule);
            case "items":
                return ApplyRest(rule, ListLength("prefixItems"));
            case "additionalItems":
                return ListLength("items") is > 0 and var first ? ApplyRest(rule, first) : SchemaResult.Fits;
            case "minItems" or "maxItems":
                return ApplyCount(keyword, rule);
            case "uniqueItems":
                return rule.ValueKind == JsonValueKind.True ? ApplyUnique() : SchemaResult.Fits;
            case "contains":
                return ApplyContains(rule);
            default:
                return SchemaResult.CannotTell;
        }
    }

    private int ListLength(string keyword) =>
        _check.TryGet(keyword, JsonValueKind.Array, out JsonElement list) ? list.GetArrayLength() : 0;

    private SchemaResult ApplyCount(string keyword, JsonElement rule)
    {
        int length = _check.Value.GetArrayLength();
        if (SchemaCheck.Limit(rule) is not { } limit)
        {
            return SchemaResult.CannotTell;
        }

        bool isLeast = keyword == "minItems";
        return (isLeast ? length >= limit : length <= limit)
            ? SchemaResult.Fits
            : _check.Fail($"has {(isLeast ? "fewer" : "more")} than {limit} items");
    }

    private SchemaResult ApplyPrefix(JsonElement schemas)
    {
        SchemaResult result = SchemaResult.Fits;
        int index = 0;
        int length = _check.Value.GetArrayLength();
        foreach (JsonElement schema in schemas.EnumerateArray())
        {
            if (index == length)
            {
                break;
            }

            result = SchemaCheck.Both(result, _check.EvaluateItem(schema, index, _check.Value[index]));
            _check.Seen?.Add(index);
            index++;
        }

        return result;
    }

    private SchemaResult ApplyRest(JsonElement schema, int first)
    {
        SchemaResult result = SchemaResult.Fits;
        int index = 0;
        foreach (JsonElement item in _check.Value.EnumerateArray())
        {
            if (index >= first)
            {
                result = SchemaCheck.Both(result, _check.EvaluateItem(schema, index, item));
            }

            index++;
        }

        _check.Seen?.AddAll();
        return result;
    }

    private SchemaResult ApplyUnique()
    {
        JsonElement[] items = [.. _check.Value.EnumerateArray()];
        for (int i = 1; i < items.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!_check.Run.TryStep())
                {
                    return SchemaResult.CannotTell;
                }

                if (JsonEquality.AreEqual(items[i], items[j]))
                {
                    _check.Faults.Add(_check.Location.Item(i), $"is the same as item {j}, and all must differ");
                    return SchemaResult.Unfit;
                }
            }
        }

        return SchemaResult.Fits;
    }

    private SchemaResult ApplyContains(JsonElement schema)
    {
        long? least = 1;
        long? most = long.MaxValue;
        if (_check.Schema.TryGetProperty("minContains", out JsonElement minContains))
        {
            least = SchemaCheck.Limit(minContains);
        }

        if (_check.Schema.TryGetProperty("maxContains", out JsonElement maxContains))
        {
            most = SchemaCheck.Limit(maxContains);
        }

        (int fitting, int unsure) = CountFitting(schema);
        return least is not { } min || most is not { } max ? SchemaResult.CannotTell
            : fitting + unsure < min ? _check.Fail($"has {fitting} items that fit contains, and must have {min}")
            : fitting > max ? _check.Fail($"has {fitting} items that fit contains, and may have {max}")
            : fitting < min || fitting + unsure > max ? SchemaResult.CannotTell
            : SchemaResult.Fits;
    }

    private (int Fitting, int Unsure) CountFitting(JsonElement schema)
    {
        int fitting = 0;
        int unsure = 0;
        int index = 0;
        foreach (JsonElement item in _check.Value.EnumerateArray())
        {
            SchemaResult result = _check.Run.Test(schema, item, _check.Location.Item(index), null);
            fitting += result == SchemaResult.Fits ? 1 : 0;
            unsure += result == SchemaResult.CannotTell ? 1 : 0;
            if (result != SchemaResult.Unfit)
            {
                // In 2019-09 contains does not count as having looked at an item.
                _check.Seen?.Add(index, isCertain: result == SchemaResult.Fits && _check.Run.Draft != SchemaDraft.Draft2019);
            }

            index++;
        }

        return (fitting, unsure);
    }
}
