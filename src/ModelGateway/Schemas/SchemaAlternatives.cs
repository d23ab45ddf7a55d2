using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords that combine schemas. Where no alternative fits, what is wrong is told of the one that came nearest.</summary>
internal static class SchemaAlternatives
{
    public static void Check(SchemaRun run, string keyword, JsonElement rule, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        if (keyword == "not")
        {
            if (run.Fits(rule, value, place))
            {
                faults.Add(place, "is what it must not be (not)");
            }

            return;
        }

        if (rule.ValueKind != JsonValueKind.Array || rule.GetArrayLength() == 0)
        {
            return;
        }

        if (keyword == "allOf")
        {
            foreach (JsonElement part in rule.EnumerateArray())
            {
                run.Evaluate(part, value, place, faults);
            }

            return;
        }

        CheckChoice(run, keyword == "oneOf", rule, value, place, faults);
    }

    private static void CheckChoice(SchemaRun run, bool exactlyOne, JsonElement rule, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        int fitting = 0;
        SchemaFaults? nearest = null;
        foreach (JsonElement alternative in rule.EnumerateArray())
        {
            SchemaFaults found = new();
            run.Evaluate(alternative, value, place, found);
            if (found.Count == 0)
            {
                fitting++;
                if (!exactlyOne)
                {
                    return;
                }
            }
            else if (nearest is null || found.Depth > nearest.Depth || (found.Depth == nearest.Depth && found.Count < nearest.Count))
            {
                nearest = found;
            }
        }

        if (fitting > 1)
        {
            faults.Add(place, $"fits {fitting} alternatives, and must fit exactly one (oneOf)");
        }
        else if (fitting == 0)
        {
            faults.Add(place, $"fits none of the {rule.GetArrayLength()} alternatives; of the nearest one:");
            faults.Add(nearest!);
        }
    }
}
