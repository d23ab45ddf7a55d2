using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using ModelGateway.Failures.Secrets;

namespace ModelGateway.Configuration;

/// <summary>
/// Reads one configuration section, collecting every fault with the full path of its setting. Lists are arrays or one comma-separated
/// value; the single value wins, so that an environment variable replaces a file's array whole instead of merging into it by index.
/// </summary>
internal sealed class SectionReader(IConfiguration section, string path, List<string> faults)
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    private readonly List<string> _known = [];

    public string Path { get; } = path;

    /// <summary>The value of the section itself; null where it has none.</summary>
    public string? Value => (section as IConfigurationSection)?.Value?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>Whether nothing is set, as in an entry of a list that a later configuration source emptied.</summary>
    public bool IsEmpty => Value is null && !section.GetChildren().Any();

    /// <summary>The value of a setting, which is read later; null where it has none.</summary>
    public string? Peek(string name) => section[name]?.Trim() is { Length: > 0 } value ? value : null;

    public string? Text(string name)
    {
        _known.Add(name);
        string? value = section[name]?.Trim();
        if (!string.IsNullOrEmpty(value))
        {
            return value;
        }

        if (section.GetSection(name).GetChildren().Any())
        {
            Fault(name, "has settings below it. Set it to one value.");
        }

        return null;
    }

    public bool? Flag(string name) =>
        Text(name) is not { } text ? null
        : bool.TryParse(text, out bool value) ? value
        : Fault<bool>(name, text, "true or false");

    public int? Count(string name) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value
        : Fault<int>(name, text, "a whole number");

    public decimal? Amount(string name) =>
        Text(name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value
        : Fault<decimal>(name, text, "a number such as 0.25");

    public Uri? Address(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? value))
        {
            return value;
        }

        Fault<int>(name, text, "an absolute address such as https://host/v1/");
        return null;
    }

    /// <summary>A day, as <c>2026-06-30</c>.</summary>
    public DateOnly? Day(string name) =>
        Text(name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly value) ? value
        : Fault<DateOnly>(name, text, "a day such as 2026-06-30");

    public TEnum? Choice<TEnum>(string name)
        where TEnum : struct, Enum =>
        Text(name) is not { } text ? null
        : Enum.TryParse(text, ignoreCase: true, out TEnum value) && text.All(char.IsAsciiLetter) ? value
        : Fault<TEnum>(name, text, "one of " + string.Join(", ", Enum.GetNames<TEnum>().Select(choice => choice.ToLowerInvariant())));

    /// <summary>A list of choices that go together.</summary>
    public TEnum? Flags<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (Texts(name) is not { } texts)
        {
            return null;
        }

        foreach (string text in texts)
        {
            if (!Enum.TryParse(text, ignoreCase: true, out TEnum _) || !text.All(char.IsAsciiLetter))
            {
                return Fault<TEnum>(name, text, "a list of " + string.Join(", ", Enum.GetNames<TEnum>()));
            }
        }

        return texts.Count == 0 ? default(TEnum) : Enum.Parse<TEnum>(string.Join(',', texts), ignoreCase: true);
    }

    /// <summary>A span of time: <c>10s</c>, <c>500ms</c>, <c>2m</c>, <c>1h</c>, <c>14d</c>, <c>00:00:10</c>, or <c>none</c>.</summary>
    public TimeSpan? Duration(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return Timeout.InfiniteTimeSpan;
        }

        int unit = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        if (unit > 0
            && double.TryParse(text.AsSpan(0, unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            && UnitSeconds(text.AsSpan(unit).Trim()) is { } seconds && number * seconds < TimeSpan.MaxValue.TotalSeconds)
        {
            return TimeSpan.FromSeconds(number * seconds);
        }

        return text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan value)
            ? value
            : Fault<TimeSpan>(name, text, "a span of time such as 10s, 500ms, 2m, 00:00:10, or none");
    }

    /// <summary>The settings below a setting, where the user chooses their names.</summary>
    public IEnumerable<(string Name, string Value)> Pairs(string name)
    {
        _known.Add(name);
        foreach (IConfigurationSection item in section.GetSection(name).GetChildren())
        {
            if (item.Value is { } value)
            {
                yield return (item.Key, value);
            }
            else
            {
                Fault($"{name}:{item.Key}", "has settings below it. Set it to one value.");
            }
        }
    }

    /// <summary>A list of texts; null where the setting is absent.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        _known.Add(name);
        IConfigurationSection list = section.GetSection(name);
        if (list.Value is { } single)
        {
            return single.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }

        List<string>? values = null;
        foreach (IConfigurationSection item in list.GetChildren())
        {
            if (!string.IsNullOrWhiteSpace(item.Value))
            {
                (values ??= []).Add(item.Value.Trim());
            }
        }

        return values;
    }

    /// <summary>The named or numbered sections below a setting.</summary>
    public IEnumerable<(string Name, SectionReader Section)> Sections(string name)
    {
        _known.Add(name);
        RefuseValue(name);
        foreach (IConfigurationSection child in section.GetSection(name).GetChildren())
        {
            yield return (child.Key, new SectionReader(child, $"{At(name)}:{child.Key}", faults));
        }
    }

    /// <summary>One section below; null where it is absent.</summary>
    public SectionReader? Section(string name)
    {
        _known.Add(name);
        RefuseValue(name);
        IConfigurationSection child = section.GetSection(name);
        return child.Exists() ? new SectionReader(child, At(name), faults) : null;
    }

    /// <summary>The value of a setting, or the values of those below it, each with its path such as <c>Gpu:Layers</c>.</summary>
    public IEnumerable<(string Path, string Value)> Values(string name)
    {
        _known.Add(name);
        return Values(section.GetSection(name), name);
    }

    /// <summary>The settings below that were not asked for yet; with a list of names only those on it, which then are known.</summary>
    public IReadOnlyList<string> FindUnknown(IReadOnlyCollection<string>? names)
    {
        List<string> unknown = [.. section.GetChildren().Select(static child => child.Key).Where(name => !IsKnown(name))];
        if (names is not null)
        {
            unknown.RemoveAll(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase));
            _known.AddRange(names);
        }

        return unknown;
    }

    /// <summary>Call last: a setting that nothing asked for is a fault, as it would otherwise be ignored silently.</summary>
    public void RefuseUnknown()
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!IsKnown(child.Key))
            {
                faults.Add(
                    $"{At(child.Key)} is not a setting.{SettingSynonyms.Suggest(child.Key, _known)}"
                    + $" Known here: {string.Join(", ", _known.Distinct(StringComparer.OrdinalIgnoreCase))}.");
            }
        }
    }

    public void Fault(string name, string problem) => faults.Add($"{At(name)} {problem}");

    // A whole configuration has no path.
    private string At(string name) => Path.Length == 0 ? name : $"{Path}:{name}";

    private bool IsKnown(string name) => _known.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<(string Path, string Value)> Values(IConfigurationSection section, string path)
    {
        if (section.Value is { } value)
        {
            yield return (path, value);
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            foreach ((string Path, string Value) below in Values(child, $"{path}:{child.Key}"))
            {
                yield return below;
            }
        }
    }

    private void RefuseValue(string name)
    {
        if (section[name] is { Length: > 0 } value)
        {
            Fault(name, $"is '{SettingText.Show(value)}'. It is a section: set what belongs below it.");
        }
    }

    private static double? UnitSeconds(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" or "min" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => null,
    };

    private T? Fault<T>(string name, string value, string expected)
        where T : struct
    {
        Fault(name, $"is '{SettingText.Show(value)}'. Set it to {expected}.");
        return null;
    }
}
