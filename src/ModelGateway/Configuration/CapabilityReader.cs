using ModelGateway.Capabilities;

namespace ModelGateway.Configuration;

/// <summary>Reads the capabilities of routes and models, by name.</summary>
internal static class CapabilityReader
{
    private const string Example = "Write a name such as tools or json-schema, or context:128k, output:8k, region:eu";

    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>Reads requirements, which replace those that were set before.</summary>
    public static void Read(SectionReader section, string setting, IList<Capability> target) =>
        Read(section, setting, target, Capability.TryParse, static text => $"which is no capability.{Suggest(text)} {Example}.");

    /// <summary>Reads preferences, which replace those that were set before.</summary>
    public static void Read(SectionReader section, string setting, IList<CapabilityPreference> target) =>
        Read(section, setting, target, CapabilityPreference.TryParse, static text =>
            $"which is no preference.{Suggest(text)} {Example}, and after it the weight, above 0 and at most 1: reasoning;q=0.8.");

    /// <summary>Reads the capabilities that a model has and, with <c>!</c> before the name, those that it lacks.</summary>
    public static CapabilitySet Read(SectionReader section, string setting)
    {
        CapabilityFlags yes = 0;
        CapabilityFlags no = 0;
        foreach (string text in section.Texts(setting) ?? [])
        {
            bool isMissing = text[0] == '!';
            if (!CapabilityNames.TryParse(text.AsSpan(isMissing ? 1 : 0).Trim(), out CapabilityFlags flag))
            {
                section.Fault(
                    setting,
                    $"has '{text}', which is no capability of a model.{Suggest(text)} Write names such as tools, and !tools for what it cannot.");
            }
            else if (((isMissing ? yes : no) & flag) != 0)
            {
                section.Fault(setting, $"has {CapabilityNames.Name(flag)} both as it is and with '!'. Keep one of them.");
            }
            else
            {
                _ = isMissing ? no |= flag : yes |= flag;
            }
        }

        return new CapabilitySet(yes, no);
    }

    private static void Read<T>(SectionReader section, string setting, IList<T> target, TryParse<T> tryParse, Func<string, string> describe)
    {
        if (section.Texts(setting) is not { } texts)
        {
            return;
        }

        target.Clear();
        foreach (string text in texts)
        {
            if (tryParse(text, out T value))
            {
                target.Add(value);
            }
            else
            {
                section.Fault(setting, $"has '{text}', {describe(text)}");
            }
        }
    }

    private static string Suggest(string text) => NearestNames.Suggest(
        text.TrimStart('!').Split(';', ':')[0].Trim(), CapabilityNames.All.Concat(["context", "output", "dimensions", "region"]));
}
