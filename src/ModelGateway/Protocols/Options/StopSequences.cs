using System.Text.Json;

namespace ModelGateway.Protocols.Options;

/// <summary>The stop sequences that a service takes: none that is blank, and no more than it counts. The others are noted.</summary>
internal readonly ref struct StopSequences
{
    private readonly IList<string>? _all;
    private readonly int _most;
    private readonly bool _takesWhiteSpace;

    /// <param name="call">The call.</param>
    /// <param name="service">The service's name in notes.</param>
    /// <param name="most">How many the service takes.</param>
    /// <param name="takesWhiteSpace">Whether it takes those of white space alone; it never takes empty ones.</param>
    public StopSequences(ChatCall call, string service, int most = int.MaxValue, bool takesWhiteSpace = true)
    {
        _all = call.Options?.StopSequences;
        _most = most;
        _takesWhiteSpace = takesWhiteSpace;
        int usable = 0;
        for (int i = 0; i < _all?.Count; i++)
        {
            usable += IsUsable(_all[i]) ? 1 : 0;
        }

        if (usable < _all?.Count)
        {
            call.Notes.Add($"Blank StopSequences were not sent: {service} refuses them.");
        }

        if (usable > most)
        {
            call.Notes.Add($"The StopSequences after the first {most} were not sent: {service} takes no more.");
        }

        Any = usable > 0;
    }

    /// <summary>Whether there is one to send.</summary>
    public bool Any { get; }

    /// <summary>Writes them as a property; nothing where there is none.</summary>
    public void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        if (Any)
        {
            writer.WritePropertyName(name);
            Write(writer);
        }
    }

    /// <summary>Writes them as an array.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        int left = _most;
        writer.WriteStartArray();
        for (int i = 0; i < _all!.Count && left > 0; i++)
        {
            if (IsUsable(_all[i]))
            {
                writer.WriteStringValue(_all[i]);
                left--;
            }
        }

        writer.WriteEndArray();
    }

    private bool IsUsable(string? sequence) => _takesWhiteSpace ? !string.IsNullOrEmpty(sequence) : !string.IsNullOrWhiteSpace(sequence);
}
