using ModelGateway.Capabilities;

namespace ModelGateway.Configuration;

/// <summary>Reads capabilities by name, as routes and models have them in configuration.</summary>
internal static class CapabilityReader
{
    private const string Example = "Write a name such as tools or json-schema, or context:128k, output:8k, region:eu";

    /// <summary>Reads requirements over those that were set before.</summary>
    public static void Read(SectionReader section, string setting, IList<Capability> target)
    {
        if (section.Texts(setting) is { } texts)
        {
            target.Clear();
            foreach (string text in texts)
            {
                if (Capability.TryParse(text, out Capability capability))
                {
                    target.Add(capability);
                }
                else
                {
                    section.Fault(setting, $"has '{text}', which is no capability.{Suggest(text)} {Example}.");
                }
            }
        }
    }

    /// <summary>Reads preferences over those that were set before.</summary>
    public static void Read(SectionReader section, string setting, IList<CapabilityPreference> target)
    {
        if (section.Texts(setting) is { } texts)
        {
            target.Clear();
            foreach (string text in texts)
            {
                if (CapabilityPreference.TryParse(text, out CapabilityPreference preference))
                {
                    target.Add(preference);
                }
                else
                {
                    section.Fault(setting, $"has '{text}', which is no preference.{Suggest(text)} {Example}, and after it the weight, above 0 and at most 1: reasoning;q=0.8.");
                }
            }
        }
    }

    /// <summary>Reads what a model can: names, and with <c>!</c> before them what it cannot.</summary>
    public static CapabilitySet Read(SectionReader section, string setting)
    {
        CapabilityFlags yes = 0;
        CapabilityFlags no = 0;
        foreach (string text in section.Texts(setting) ?? [])
        {
            bool isMissing = text[0] == '!';
            if (!CapabilityNames.TryParse(text.AsSpan(isMissing ? 1 : 0).Trim(), out CapabilityFlags flag))
            {
                section.Fault(setting, $"has '{text}', which is no capability of a model.{Suggest(text)} Write names such as tools, and !tools for what it cannot.");
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

    private static string Suggest(string text) =>
        NearestNames.DidYouMean(NearestNames.Find(text.TrimStart('!').Split(';', ':')[0].Trim(), CapabilityNames.All.Concat(["context", "output", "dimensions", "region"])));
}
