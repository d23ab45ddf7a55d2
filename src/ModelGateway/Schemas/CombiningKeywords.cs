using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>
/// The keywords that combine schemas: <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>, <c>not</c>, <c>if</c> with <c>then</c> and <c>else</c>.
/// Where no alternative fits, the faults of the nearest one are reported.
/// </summary>
internal readonly ref struct CombiningKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public SchemaResult Apply(string keyword, JsonElement rule) => keyword switch
    {
        "not" => ApplyNot(rule),
        "if" => ApplyIf(rule),
        "allOf" when IsList(rule) => ApplyAll(rule),
        "anyOf" when IsList(rule) => ApplyAny(rule),
        "oneOf" when IsList(rule) => ApplyOne(rule),
        _ => SchemaResult.CannotTell,
    };

    private static bool IsList(JsonElement rule) => rule.ValueKind == JsonValueKind.Array && rule.GetArrayLength() > 0;

    private SchemaResult ApplyNot(JsonElement schema) => _check.Test(schema) switch
    {
        SchemaResult.Fits => _check.Fail("is what it must not be (not)"),
        SchemaResult.Unfit => SchemaResult.Fits,
        _ => SchemaResult.CannotTell,
    };

    private SchemaResult ApplyAll(JsonElement schemas)
    {
        SchemaResult result = SchemaResult.Fits;
        foreach (JsonElement schema in schemas.EnumerateArray())
        {
            result = SchemaCheck.Both(result, _check.Evaluate(schema));
        }

        return result;
    }

    private SchemaResult ApplyIf(JsonElement condition)
    {
        EvaluatedParts? seen = _check.Seen is null ? null : new EvaluatedParts();
        SchemaResult holds = _check.Test(condition, seen);
        if (seen is not null)
        {
            _check.Seen!.Add(seen, holds);
        }

        return holds switch
        {
            SchemaResult.Fits => ApplyBranch("then"),
            SchemaResult.Unfit => ApplyBranch("else"),
            _ => SchemaCheck.Soften(SchemaCheck.Both(TestBranch("then"), TestBranch("else"))),
        };
    }

    private SchemaResult ApplyBranch(string keyword) =>
        _check.Schema.TryGetProperty(keyword, out JsonElement branch) ? _check.Evaluate(branch) : SchemaResult.Fits;

    // One of the two branches applies, and which one cannot be told.
    private SchemaResult TestBranch(string keyword)
    {
        if (!_check.Schema.TryGetProperty(keyword, out JsonElement branch))
        {
            return SchemaResult.Fits;
        }

        EvaluatedParts? seen = _check.Seen is null ? null : new EvaluatedParts();
        SchemaResult result = _check.Test(branch, seen);
        if (seen is not null)
        {
            _check.Seen!.Add(seen, SchemaResult.CannotTell);
        }

        return result;
    }

    private SchemaResult ApplyAny(JsonElement alternatives)
    {
        SchemaResult result = SchemaResult.Unfit;
        SchemaFaults? nearest = null;
        foreach (JsonElement alternative in alternatives.EnumerateArray())
        {
            SchemaFaults found = new();
            EvaluatedParts? seen = _check.Seen is null ? null : new EvaluatedParts();
            SchemaResult one = _check.Run.Evaluate(alternative, _check.Value, _check.Location, found, seen);
            if (seen is not null)
            {
                _check.Seen!.Add(seen, one);
            }
            else if (one == SchemaResult.Fits)
            {
                return one;
            }

            nearest = one == SchemaResult.Unfit && (nearest is null || found.IsNearerThan(nearest)) ? found : nearest;
            result = one < result ? one : result;
        }

        return result == SchemaResult.Unfit ? FailAll(alternatives, nearest!) : result;
    }

    private SchemaResult ApplyOne(JsonElement alternatives)
    {
        int fitting = 0;
        int unsure = 0;
        SchemaFaults? nearest = null;
        foreach (JsonElement alternative in alternatives.EnumerateArray())
        {
            SchemaFaults found = new();
            EvaluatedParts? seen = _check.Seen is null ? null : new EvaluatedParts();
            SchemaResult one = _check.Run.Try(_check, alternative, found, seen);
            if (seen is not null)
            {
                _check.Seen!.Add(seen, one);
            }

            fitting += one == SchemaResult.Fits ? 1 : 0;
            unsure += one == SchemaResult.CannotTell ? 1 : 0;
            nearest = one == SchemaResult.Unfit && (nearest is null || found.IsNearerThan(nearest)) ? found : nearest;
        }

        return fitting > 1 ? _check.Fail($"fits {fitting} alternatives, and must fit exactly one (oneOf)")
            : unsure > 0 ? SchemaResult.CannotTell
            : fitting == 1 ? SchemaResult.Fits
            : FailAll(alternatives, nearest!);
    }

    private SchemaResult FailAll(JsonElement alternatives, SchemaFaults nearest)
    {
        _check.Fail($"fits none of the {alternatives.GetArrayLength()} alternatives; of the nearest one:");
        _check.Faults.Add(nearest);
        return SchemaResult.Unfit;
    }
}
