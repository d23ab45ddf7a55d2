using Microsoft.Extensions.Configuration;

namespace ModelGateway.Configuration;

/// <summary>The sections that options were read from: what was wrong in them, and under which path a setting is found.</summary>
internal sealed class ConfigurationSections
{
    // What a gateway's section can hold. Other settings of a root, such as the environment's, say nothing of the gateway.
    private static readonly HashSet<string> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(ModelGatewayOptions.Providers), nameof(ModelGatewayOptions.Routes), nameof(ModelGatewayOptions.Budgets),
        nameof(ModelGatewayOptions.DefaultRoute), nameof(ModelGatewayOptions.DefaultEmbeddingRoute), nameof(ModelGatewayOptions.Catalog),
        nameof(ModelGatewayOptions.Timeouts), nameof(ModelGatewayOptions.Breaker), nameof(ModelGatewayOptions.DefaultMaxOutputTokens),
        nameof(ModelGatewayOptions.QueueLimit), nameof(ModelGatewayOptions.QueueTimeout), nameof(ModelGatewayOptions.UserAgent),
        nameof(ModelGatewayOptions.StreamUpstream), nameof(ModelGatewayOptions.EnableSensitiveData),
        nameof(ModelGatewayOptions.MaxAnswerBytes), nameof(ModelGatewayOptions.MaxUnfinishedEventBytes),
    };

    private readonly List<(IConfiguration Section, string Path, bool HasSettings)> _sections = [];

    /// <summary>What was wrong in the sections, each with its whole path.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The configurations that sections were read from.</summary>
    public IEnumerable<IConfiguration> All => _sections.Select(static section => section.Section);

    /// <summary>Adds a section that is read now, and returns its path; empty for a whole configuration.</summary>
    public string Add(IConfiguration section)
    {
        string path = (section as IConfigurationSection)?.Path ?? "";
        _sections.Add((section, path, section.GetChildren().Any(static child => Settings.Contains(child.Key))));
        return path;
    }

    /// <summary>
    /// A fault for every section that had settings at the last reading and has none now. A file that an editor or a deployment emptied
    /// before it writes it again looks like this.
    /// </summary>
    public IEnumerable<string> FindEmptied(ConfigurationSections before) =>
        from section in _sections
        where !section.HasSettings && before._sections.Exists(one => one.HasSettings && one.Path == section.Path)
        select $"{(section.Path.Length == 0 ? "The configuration" : section.Path)} is empty, and had settings before. "
            + "Restore it; if its settings are to go, start the application again.";

    /// <summary>
    /// The faults of the sections, then those that the checks found, with the path under which each setting is found. A setting that could
    /// not be read is reported once, without what the checks make of its absence.
    /// </summary>
    public IReadOnlyList<string> Join(IEnumerable<string> checks)
    {
        HashSet<string> unread = [.. Faults.Select(SettingOf)];
        return [.. Faults, .. checks.Select(Complete).Where(fault => !unread.Contains(SettingOf(fault)))];
    }

    // The section that is read last decides, so that is where a setting that no section has would be set.
    private string Complete(string fault)
    {
        string[] names = SettingOf(fault).Split(':');
        if (_sections.Count == 0 || !Settings.Contains(names[0]))
        {
            return fault;
        }

        string setting = names.Length > 1 ? $"{names[0]}:{names[1]}" : names[0];
        int at = _sections.FindLastIndex(section => section.Section.GetSection(setting).Exists());
        string path = _sections[at < 0 ? _sections.Count - 1 : at].Path;
        return path.Length == 0 ? fault : $"{path}:{fault}";
    }

    private static string SettingOf(string fault) => fault.Split(' ', 2)[0];
}
