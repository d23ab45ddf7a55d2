using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// The keywords that combine schemas: <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>, <c>not</c>. Where no alternative fits, the faults of the
/// nearest one are reported.
/// </summary>
internal readonly ref struct CombiningKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public void Apply(string keyword, JsonElement rule)
    {
        switch (keyword)
        {
            case "not":
                if (_check.Run.Fits(rule, _check.Value, _check.Location))
                {
                    _check.Fail("is what it must not be (not)");
                }

                break;
            case "allOf" when IsList(rule):
                foreach (JsonElement part in rule.EnumerateArray())
                {
                    _check.Evaluate(part);
                }

                break;
            case "anyOf" or "oneOf" when IsList(rule):
                ApplyChoice(rule, exactlyOne: keyword == "oneOf");
                break;
        }
    }

    private static bool IsList(JsonElement rule) => rule.ValueKind == JsonValueKind.Array && rule.GetArrayLength() > 0;

    private void ApplyChoice(JsonElement rule, bool exactlyOne)
    {
        int fitting = 0;
        SchemaFaults? nearest = null;
        foreach (JsonElement alternative in rule.EnumerateArray())
        {
            SchemaFaults found = new();
            _check.Run.Evaluate(alternative, _check.Value, _check.Location, found);
            if (found.Count > 0)
            {
                nearest = nearest is null || found.IsNearerThan(nearest) ? found : nearest;
                continue;
            }

            fitting++;
            if (!exactlyOne)
            {
                return;
            }
        }

        if (fitting > 1)
        {
            _check.Fail($"fits {fitting} alternatives, and must fit exactly one (oneOf)");
        }
        else if (fitting == 0)
        {
            _check.Fail($"fits none of the {rule.GetArrayLength()} alternatives; of the nearest one:");
            _check.Faults.Add(nearest!);
        }
    }
}
