namespace ModelGateway.Protocols;

/// <summary>
/// Collects what a protocol could not send as the caller asked, so that nothing is dropped silently. Most calls have no notes, and nothing
/// is allocated for them.
/// </summary>
internal readonly struct CallNotes(ProviderCall call)
{
    public const string ForeignReasoning = "Reasoning from another provider was left out of the history.";

    public IReadOnlyList<string> All => call.NotesTaken ?? (IReadOnlyList<string>)[];

    public void Add(string note)
    {
        List<string> notes = call.NotesTaken ??= [];
        if (!notes.Contains(note))
        {
            notes.Add(note);
        }
    }

    /// <summary>Names an option that this protocol has no field for.</summary>
    public void OptionNotSent(string option, string protocol) => Add($"{option} was not sent: {protocol} has no such option.");
}
