using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for arrays; those of draft 7 (<c>items</c> as a list, <c>additionalItems</c>) too.</summary>
internal static class SchemaArrays
{
    public static void Check(
        SchemaRun run, string keyword, JsonElement rule, JsonElement schema, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        switch (keyword)
        {
            case "prefixItems" when rule.ValueKind == JsonValueKind.Array:
            case "items" when rule.ValueKind == JsonValueKind.Array:
                int at = 0;
                foreach (JsonElement form in rule.EnumerateArray().Take(value.GetArrayLength()))
                {
                    run.Evaluate(form, value[at], place.Item(at), faults);
                    at++;
                }

                break;
            case "items":
                CheckRest(run, rule, Length(schema, "prefixItems"), value, place, faults);
                break;
            case "additionalItems" when Length(schema, "items") is > 0 and var first:
                CheckRest(run, rule, first, value, place, faults);
                break;
            case "minItems" when SchemaTexts.Limit(rule) is { } least && value.GetArrayLength() < least:
                faults.Add(place, $"has fewer than {least} items");
                break;
            case "maxItems" when SchemaTexts.Limit(rule) is { } most && value.GetArrayLength() > most:
                faults.Add(place, $"has more than {most} items");
                break;
            case "uniqueItems" when rule.ValueKind == JsonValueKind.True:
                CheckUnique(run, value, place, faults);
                break;
        }
    }

    private static int Length(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0;

    private static void CheckRest(SchemaRun run, JsonElement rule, int first, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        int at = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (at >= first)
            {
                run.Evaluate(rule, item, place.Item(at), faults);
            }

            at++;
        }
    }

    private static void CheckUnique(SchemaRun run, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        JsonElement[] items = [.. value.EnumerateArray()];
        for (int i = 1; i < items.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!run.TryStep())
                {
                    return;
                }

                if (JsonElement.DeepEquals(items[i], items[j]))
                {
                    faults.Add(place.Item(i), $"is the same as item {j}, and all must differ");
                    return;
                }
            }
        }
    }
}
