using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelGateway.Costs.Budgets;

/// <summary>A configured budget: which account a request is charged to, and the account's limit.</summary>
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

    /// <summary>The key that identifies an account among the rule's accounts: the scope's values for the template's placeholders.</summary>
    public string GetKey(GatewayScope scope)
    {
        string key = _fields.Length == 0 ? "" : Value(scope, _fields[0]);
        for (int i = 1; i < _fields.Length; i++)
        {
            key = $"{key}:{Value(scope, _fields[i])}";
        }

        return key;
    }

    /// <summary>The account's id in messages: the template with the scope's values filled in.</summary>
    public string GetAccountId(GatewayScope scope)
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

    /// <summary>Returns the placeholders of a template that no scope can fill.</summary>
    public static IEnumerable<string> UnknownPlaceholders(string template) =>
        Placeholder().Matches(template).Select(match => match.Groups[1].Value)
            .Where(static field => field is not ("tenant" or "team" or "user")
                && !(field.Length > "tag:".Length && field.StartsWith("tag:", StringComparison.Ordinal)));

    /// <summary>The start of the window that contains <paramref name="now"/>.</summary>
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

    /// <summary>The end of that window; null if it never ends.</summary>
    public DateTimeOffset? WindowEnd(DateTimeOffset now) => Window switch
    {
        BudgetWindow.Hour => WindowStart(now).AddHours(1),
        BudgetWindow.Day => WindowStart(now).AddDays(1),
        BudgetWindow.Month => WindowStart(now).AddMonths(1),
        _ => null,
    };

    // Escapes the separator, braces and the mark for a missing value, so that no value can lead to the account of another one.
    private static string Value(GatewayScope scope, string field)
    {
        string? value = field switch
        {
            "tenant" => scope.Tenant,
            "team" => scope.Team,
            "user" => scope.User,
            _ => scope.Tags.GetValueOrDefault(field["tag:".Length..]),
        };
        return value is null ? Missing : value == Missing ? "%2D" : Escape(value);
    }

    // Half a surrogate pair has no UTF-8: escaped like the rest, all halves would lead to one account. "%u" begins no other escape.
    private static string Escape(string value)
    {
        StringBuilder? escaped = null;
        int from = 0;
        for (int i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogatePair(value, i))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                (escaped ??= new StringBuilder()).Append(Uri.EscapeDataString(value.AsSpan(from, i - from)))
                    .Append(CultureInfo.InvariantCulture, $"%u{(int)value[i]:X4}");
                from = i + 1;
            }
        }

        return escaped is null ? Uri.EscapeDataString(value) : escaped.Append(Uri.EscapeDataString(value.AsSpan(from))).ToString();
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Placeholder();
}
