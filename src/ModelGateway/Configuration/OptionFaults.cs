namespace ModelGateway.Configuration;

/// <summary>Collects what is wrong with options. Every fault begins with the setting and ends with the fix.</summary>
internal sealed class OptionFaults
{
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> All => _faults;

    public int Count => _faults.Count;

    public void Add(string fault) => _faults.Add(fault);

    public void CheckAtLeast(string setting, int? value, int least)
    {
        if (value < least)
        {
            Add($"{setting} is {value}. Set it to at least {least}.");
        }
    }

    public void CheckPositive(string setting, TimeSpan? value)
    {
        if (value is { } time && !GatewayTimeoutOptions.IsValid(time))
        {
            Add($"{setting} is {time}. Set it to more than nothing and at most 40 days, or to none.");
        }
    }

    public void CheckTimeouts(string setting, GatewayTimeoutOptions? timeouts)
    {
        if (timeouts is not null)
        {
            CheckPositive($"{setting}:Connect", timeouts.Connect);
            CheckPositive($"{setting}:FirstToken", timeouts.FirstToken);
            CheckPositive($"{setting}:Idle", timeouts.Idle);
            CheckPositive($"{setting}:Response", timeouts.Response);
            CheckPositive($"{setting}:Total", timeouts.Total);
        }
    }

    public void CheckText(string setting, string? value)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
        {
            Add($"{setting} is empty. Set it, or leave it out.");
        }
    }

    public void CheckTexts(string setting, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }

        if (values.Any(string.IsNullOrWhiteSpace))
        {
            Add($"{setting} has an empty text. Remove it.");
        }

        if (values.Distinct(StringComparer.OrdinalIgnoreCase).Count() != values.Count)
        {
            Add($"{setting} has a text twice. List each once.");
        }
    }
}
