using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols;

/// <summary>One attempt's embedding request, no larger than the protocol allows at once.</summary>
internal sealed class EmbeddingCall : ProviderCall
{
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The caller's options; their model names a route, not a model: use <see cref="ProviderCall.ModelId"/>.</summary>
    public EmbeddingGenerationOptions? Options { get; init; }

    /// <summary>Notes that a raw request, which only a vendor's SDK could take, is not sent.</summary>
    public void NoteRawRepresentationFactory()
    {
        if (Options?.RawRepresentationFactory is not null)
        {
            Notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }
    }
}
