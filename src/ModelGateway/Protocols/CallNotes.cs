namespace ModelGateway.Protocols;

/// <summary>
/// Collects what a protocol could not send as the caller asked, so that nothing is dropped silently. Most calls have no notes.
/// </summary>
internal sealed class CallNotes
{
    public const string ForeignReasoning = "Reasoning from another provider was left out of the history.";

    private List<string>? _notes;

    public IReadOnlyList<string> All => _notes ?? (IReadOnlyList<string>)[];

    public void Add(string note)
    {
        _notes ??= [];
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }

    /// <summary>Names an option that this protocol has no field for.</summary>
    public void OptionNotSent(string option, string protocol) => Add($"{option} was not sent: {protocol} has no such option.");
}
