using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols;

/// <summary>
/// Collects what a protocol could not send as the caller asked, so that nothing is dropped silently. Most calls have no notes, and nothing
/// is allocated for them.
/// </summary>
internal readonly struct CallNotes(ProviderCall call)
{
    public const string ForeignReasoning = "Reasoning from another provider was left out of the history.";

    public const string ApprovalsLeftOut =
        "Approvals of tool calls were left out of the history; calls and results were sent, a rejection as a result.";

    public const string CallWithoutResult = "A tool call without its result was sent with a result that says that it was cancelled.";

    public const string ResultMoved = "What stood between a tool call and its result was sent behind the result.";

    public const string ContentsBesideResults = "Contents beside tool results were sent as a user's.";

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

    /// <summary>Names a content of the history that this protocol has no place for.</summary>
    public void LeftOut(AIContent content, string service) =>
        Add($"{Name(content)} was left out of the history: {service} has no place for it.");

    /// <summary>
    /// What a content is called: its type, or, where it is only kept to be given back, that it is another provider's own.
    /// </summary>
    public static string Name(AIContent content) =>
        content.GetType() == typeof(AIContent) ? "What only its own provider knows" : content.GetType().Name;

    /// <summary>Names the author of a message that this protocol cannot name.</summary>
    public void AuthorNotSent(string service) => OptionNotSent("AuthorName", service);

    public void AssistantMediaMoved(string service) =>
        Add($"Images and files of the assistant were sent as a user's: {service} takes them from users alone.");

    public void SystemMoved(string service) =>
        Add($"A system message within the conversation was moved to its beginning: {service} takes system text only there.");

    public void UnsignedReasoning(string service) =>
        Add($"Reasoning without its signature was left out of the history: {service} takes back only what it signed.");
}
