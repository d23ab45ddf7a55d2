using ModelGateway.Costs.Budgets;

namespace ModelGateway.Tests.Costs.Budgets;

public sealed class BudgetRuleTests
{
    private static readonly GatewayScope Scope = new()
    {
        Tenant = "acme",
        Team = "search",
        User = "-",
        Tags = new Dictionary<string, string> { ["env"] = "a:b" },
    };

    [Theory]
    [InlineData("*", "", "*")]
    [InlineData("team:{team}", "search", "team:search")]
    [InlineData("{tenant}/{user}", "acme:%2D", "acme/%2D")]
    [InlineData("x {tag:env} y {tag:none} z", "a%3Ab:-", "x a%3Ab y - z")]
    public void Account_IsTheTemplateWithEscapedValues(string template, string key, string id)
    {
        BudgetRule rule = new(new BudgetOptions { Scope = template, Usd = 1 });

        Assert.Equal((key, id), (rule.GetKey(Scope), rule.GetAccountId(Scope)));
    }

    // Not a theory: a test's arguments are kept as UTF-8, which has no half pairs.
    [Fact]
    public void Key_TellsHalfSurrogatePairsApart()
    {
        BudgetRule rule = new(new BudgetOptions { Scope = "{tenant}", Usd = 1 });
        string[] tenants = ["\ud800", "a\udfff b\ud801", "\ud83d\ude00", "\ufffd", "%uD800"];

        Assert.Equal(
            ["%uD800", "a%uDFFF%20b%uD801", "%F0%9F%98%80", "%EF%BF%BD", "%25uD800"],
            tenants.Select(tenant => rule.GetKey(new GatewayScope { Tenant = tenant })));
    }

    [Fact]
    public void Key_OfAHundredThousandHalfPairs_IsWritten()
    {
        BudgetRule rule = new(new BudgetOptions { Scope = "{user}", Usd = 1 });

        string key = rule.GetKey(new GatewayScope { User = new string('\ud800', 100_000) });

        Assert.Equal(string.Concat(Enumerable.Repeat("%uD800", 100_000)), key);
    }

    [Fact]
    public void UnknownPlaceholders_AreThoseThatNoScopeFills() =>
        Assert.Equal(["model", "tag:"], BudgetRule.UnknownPlaceholders("{tenant}{team}{user}{tag:a}{model}{tag:}"));

    [Theory]
    [InlineData(BudgetWindow.Hour, "2026-02-28T13:00Z", "2026-02-28T14:00Z")]
    [InlineData(BudgetWindow.Day, "2026-02-28T00:00Z", "2026-03-01T00:00Z")]
    [InlineData(BudgetWindow.Month, "2026-02-01T00:00Z", "2026-03-01T00:00Z")]
    public void Window_BeginsAtFullHoursDaysAndMonthsInUtc(BudgetWindow window, string start, string end)
    {
        BudgetRule rule = new(new BudgetOptions { Usd = 1, Per = window });
        DateTimeOffset now = new(2026, 2, 28, 14, 45, 0, TimeSpan.FromHours(1));

        Assert.Equal((Parse(start), Parse(end)), (rule.WindowStart(now), rule.WindowEnd(now)!.Value));
    }

    [Fact]
    public void Window_OfATotalNeverEnds()
    {
        BudgetRule rule = new(new BudgetOptions { Usd = 1, Per = BudgetWindow.Total });

        Assert.Equal(
            (DateTimeOffset.MinValue, null), (rule.WindowStart(DateTimeOffset.UnixEpoch), rule.WindowEnd(DateTimeOffset.UnixEpoch)));
    }

    private static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
