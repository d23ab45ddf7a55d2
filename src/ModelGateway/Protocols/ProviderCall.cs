using ModelGateway.Protocols.Streaming;

namespace ModelGateway.Protocols;

/// <summary>One attempt's request as a protocol sees it: a chat or embeddings.</summary>
internal abstract class ProviderCall
{
    /// <summary>The provider's own name of the model.</summary>
    public required string ModelId { get; init; }

    /// <summary>Whether answers carry the provider's JSON as <see cref="System.Text.Json.JsonElement"/>.</summary>
    public bool CaptureRaw { get; init; }

    /// <summary>Unique to the attempt within the process; ids that the provider omits are derived from it.</summary>
    public string AttemptId
    {
        get => field ??= Attempt?.Id ?? "";
        init;
    }

    /// <summary>The attempt that <see cref="AttemptId"/> is asked of where it was not given.</summary>
    public IAttemptIdentity? Attempt { get; init; }

    /// <summary>How much of the answer may be held in memory.</summary>
    public AnswerLimits Limits => Attempt?.Limits ?? AnswerLimits.Default;

    /// <summary>Counts what is held of the answer.</summary>
    public AnswerBound Bound => new(this);

    /// <summary>The number behind <see cref="Bound"/>, in bytes.</summary>
    public int Held { get; set; }

    /// <summary>Whether anything was noted.</summary>
    public bool HasNotes => NotesTaken is not null;

    /// <summary>What was left out or changed on the way to this provider; named on the receipt.</summary>
    public CallNotes Notes => new(this);

    /// <summary>The list behind <see cref="Notes"/>; null until the first note.</summary>
    public List<string>? NotesTaken { get; set; }
}
