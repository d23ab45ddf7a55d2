namespace ModelGateway.Configuration;

/// <summary>Reads what several sections have: lists, texts and timeouts.</summary>
internal static class SectionReaderExtensions
{
    /// <summary>
    /// Reads a list of sections over a list that code or another section has filled. An entry that is the same as one that was there before
    /// replaces it; others are added.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <param name="name">The setting.</param>
    /// <param name="target">The list.</param>
    /// <param name="read">Reads one section; null leaves it out.</param>
    /// <param name="isSame">Whether two entries are the same.</param>
    public static void ReadList<T>(
        this SectionReader section, string name, IList<T> target, Func<SectionReader, T?> read, Func<T, T, bool> isSame)
        where T : class
    {
        int before = target.Count;
        foreach ((_, SectionReader item) in section.Sections(name))
        {
            if (read(item) is not { } value)
            {
                continue;
            }

            int index = 0;
            while (index < before && !isSame(target[index], value))
            {
                index++;
            }

            if (index < before)
            {
                target[index] = value;
            }
            else
            {
                target.Add(value);
            }
        }
    }

    /// <summary>Reads a list of texts, which replace those that were set before.</summary>
    public static void ReplaceTexts(this SectionReader section, string name, IList<string> target)
    {
        if (section.Texts(name) is { } texts)
        {
            target.Clear();
            foreach (string text in texts)
            {
                target.Add(text);
            }
        }
    }

    /// <summary>Reads the section <c>Timeouts</c>; null where it is absent.</summary>
    public static GatewayTimeoutOptions? ReadTimeouts(this SectionReader section)
    {
        if (section.Section("Timeouts") is not { } timeouts)
        {
            return null;
        }

        GatewayTimeoutOptions options = new()
        {
            Connect = timeouts.Duration(nameof(GatewayTimeoutOptions.Connect)),
            FirstToken = timeouts.Duration(nameof(GatewayTimeoutOptions.FirstToken)),
            Idle = timeouts.Duration(nameof(GatewayTimeoutOptions.Idle)),
            Response = timeouts.Duration(nameof(GatewayTimeoutOptions.Response)),
            Total = timeouts.Duration(nameof(GatewayTimeoutOptions.Total)),
        };
        timeouts.RefuseUnknown();
        return options;
    }
}
