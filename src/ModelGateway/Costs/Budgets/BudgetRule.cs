using System.Text.RegularExpressions;

namespace ModelGateway.Costs.Budgets;

/// <summary>A budget's setting, compiled: whose account a request is charged to, and what its limit is.</summary>
internal sealed partial class BudgetRule
{
    private const string Missing = "-";
    private readonly string[] _literals;
    private readonly string[] _fields;

    public BudgetRule(BudgetOptions options)
    {
        Template = options.Scope;
        LimitUsd = options.Usd;
        Window = options.Per;
        AllowUnpriced = options.AllowUnpriced;
        MatchCollection matches = Placeholder().Matches(Template);
        _fields = [.. matches.Select(match => match.Groups[1].Value)];
        _literals = Placeholder().Split(Template).Where((_, index) => index % 2 == 0).ToArray();
    }

    public string Template { get; }

    public decimal LimitUsd { get; }

    public BudgetWindow Window { get; }

    public bool AllowUnpriced { get; }

    /// <summary>What tells the rule's accounts apart: the scope's values, however the template puts them together.</summary>
    public string KeyOf(GatewayScope scope)
    {
        string key = _fields.Length == 0 ? "" : Value(scope, _fields[0]);
        for (int i = 1; i < _fields.Length; i++)
        {
            key = $"{key}:{Value(scope, _fields[i])}";
        }

        return key;
    }

    /// <summary>The account's name: the template with the scope's values filled in.</summary>
    public string AccountOf(GatewayScope scope)
    {
        if (_fields.Length == 0)
        {
            return Template;
        }

        if (_fields is [string only])
        {
            return string.Concat(_literals[0], Value(scope, only), _literals[1]);
        }

        string[] parts = new string[_literals.Length + _fields.Length];
        for (int i = 0; i < _literals.Length; i++)
        {
            parts[2 * i] = _literals[i];
            if (i < _fields.Length)
            {
                parts[(2 * i) + 1] = Value(scope, _fields[i]);
            }
        }

        return string.Concat(parts);
    }

    /// <summary>The placeholders that a template has and no scope can fill.</summary>
    public static IEnumerable<string> UnknownPlaceholders(string template) =>
        Placeholder().Matches(template).Select(match => match.Groups[1].Value)
            .Where(field => field is not ("tenant" or "team" or "user") && !(field.Length > "tag:".Length && field.StartsWith("tag:", StringComparison.Ordinal)));

    /// <summary>When the window that holds <paramref name="now"/> began.</summary>
    public DateTimeOffset WindowStart(DateTimeOffset now)
    {
        DateTime utc = now.UtcDateTime;
        return Window switch
        {
            BudgetWindow.Hour => new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, 0, 0, TimeSpan.Zero),
            BudgetWindow.Day => new DateTimeOffset(utc.Date, TimeSpan.Zero),
            BudgetWindow.Month => new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero),
            _ => DateTimeOffset.MinValue,
        };
    }

    /// <summary>When the window ends; null where it never does.</summary>
    public DateTimeOffset? WindowEnd(DateTimeOffset now) => Window switch
    {
        BudgetWindow.Hour => WindowStart(now).AddHours(1),
        BudgetWindow.Day => WindowStart(now).AddDays(1),
        BudgetWindow.Month => WindowStart(now).AddMonths(1),
        _ => null,
    };

    // A value cannot forge another account: the separator, the placeholder marks and the mark for no value are escaped in it.
    private static string Value(GatewayScope scope, string field)
    {
        string? value = field switch
        {
            "tenant" => scope.Tenant,
            "team" => scope.Team,
            "user" => scope.User,
            _ => scope.Tags.GetValueOrDefault(field["tag:".Length..]),
        };
        return value is null ? Missing : value == Missing ? "%2D" : Uri.EscapeDataString(value);
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Placeholder();
}
