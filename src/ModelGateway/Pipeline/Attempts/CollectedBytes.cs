using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>
/// Counts, roughly, the bytes of updates and contents that are collected before a caller sees them. A mutable struct: keep it in a field or
/// a local that is not readonly.
/// </summary>
internal struct CollectedBytes
{
    // What an update or a content takes beside its texts. Less than it is, so that long answers of many small pieces pass.
    private const int Each = 64;

    private int _bytes;

    /// <summary>Counts an update.</summary>
    /// <exception cref="ProviderException">The attempt's answer is larger than the gateway's bound.</exception>
    public void Add(ChatResponseUpdate update, Attempt attempt)
    {
        if (!TryAdd(update, attempt))
        {
            throw TooLarge(attempt);
        }
    }

    /// <summary>Counts an update; false where it does not fit within the bound.</summary>
    public bool TryAdd(ChatResponseUpdate update, Attempt attempt)
    {
        long bytes = Each + Length(update.RawRepresentation);
        IList<AIContent> contents = update.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            bytes += Length(contents[i]);
        }

        return TryAdd(bytes, attempt);
    }

    /// <summary>Counts a content.</summary>
    /// <exception cref="ProviderException">The attempt's answer is larger than the gateway's bound.</exception>
    public void Add(AIContent content, Attempt attempt)
    {
        if (!TryAdd(Length(content), attempt))
        {
            throw TooLarge(attempt);
        }
    }

    private bool TryAdd(long bytes, Attempt attempt)
    {
        long all = _bytes + bytes;
        bool fits = all <= attempt.Limits.MaxAnswerBytes;
        _bytes = fits ? (int)all : _bytes;
        return fits;
    }

    private static long Length(AIContent content)
    {
        long bytes = Each + (sizeof(char) * TokenEstimator.Characters(content)) + (content is DataContent data ? data.Data.Length : 0)
            + (content is TextReasoningContent { ProtectedData: { } signed } ? sizeof(char) * (long)signed.Length : 0);
        if (content.Annotations is { } annotations)
        {
            for (int i = 0; i < annotations.Count; i++)
            {
                bytes += Each + (annotations[i] is CitationAnnotation { Snippet: { } snippet } ? sizeof(char) * (long)snippet.Length : 0);
            }
        }

        if (content.AdditionalProperties is { } properties)
        {
            foreach ((_, object? value) in properties)
            {
                bytes += Length(value);
            }
        }

        return bytes;
    }

    private static long Length(object? value) => value switch
    {
        string text => sizeof(char) * (long)text.Length,
        JsonElement { ValueKind: not JsonValueKind.Undefined } json => JsonMarshal.GetRawUtf8Value(json).Length,
        _ => 0,
    };

    private static ProviderException TooLarge(Attempt attempt) =>
        AnswerBound.TooLarge("contents collected from its stream", attempt.Limits.MaxAnswerBytes);
}
