using Microsoft.Extensions.AI;

namespace ModelGateway.Providers;

/// <summary>One attempt's request as an adapter sees it: the caller's messages and options, never changed, and what the gateway decided.</summary>
internal sealed class ChatCall
{
    private CallNotes? _notes;

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The caller's options; <see cref="ChatOptions.ModelId"/> in them names a route, not a model: use <see cref="ModelId"/>.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>The provider's own name of the model.</summary>
    public required string ModelId { get; init; }

    /// <summary>The output limit to send: the caller's, or the one that a budget imposed; null for the provider's default.</summary>
    public int? MaxOutputTokens { get; init; }

    public bool Streaming { get; init; }

    /// <summary>Whether updates and responses carry the provider's JSON as <see cref="System.Text.Json.JsonElement"/>.</summary>
    public bool CaptureRaw { get; init; }

    /// <summary>Unique to the attempt within the process; ids that the provider omits are derived from it.</summary>
    public string AttemptId
    {
        get => field ??= Attempt?.Id ?? "";
        init;
    }

    /// <summary>The attempt that <see cref="AttemptId"/> is asked of where it was not given.</summary>
    public IAttemptIdentity? Attempt { get; init; }

    /// <summary>Whether anything was noted.</summary>
    public bool HasNotes => _notes is not null;

    /// <summary>What was left out or changed on the way to this provider; named on the receipt.</summary>
    public CallNotes Notes => _notes ??= new CallNotes();
}
