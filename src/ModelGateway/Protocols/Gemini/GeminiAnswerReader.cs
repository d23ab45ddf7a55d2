using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// Reads <c>GenerateContentResponse</c> objects. An answer is one of them, a stream is many, each with the next part of the answer.
/// </summary>
internal sealed class GeminiAnswerReader(ChatCall call, GeminiFlavor flavor)
{
    private readonly GeminiPartReader _parts = new(call, flavor);
    private byte[]? _usage;
    private int _usageLength;
    private string? _finishMessage;
    private string? _blockReason;
    private string? _blockMessage;
    private bool _hasContent;
    private KeptFields? _kept;

    public string? ResponseId { get; private set; }

    public string? ModelId { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>Gemini's own finish reason; null until one was read.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>
    /// Whether the candidate that was read last had finished. With code execution a stream may say STOP, continue, and say STOP again.
    /// </summary>
    public bool IsFinished { get; private set; }

    public bool HasCandidate { get; private set; }

    public GeminiGrounding? Grounding { get; private set; }

    public ChatFinishReason? Finish => FinishReason is { } reason ? GeminiWords.ReadFinishReason(reason, _parts.HasCalls)
        : _blockReason is null ? null
        : ChatFinishReason.ContentFilter;

    /// <summary>Appends what is left at the end of a stream.</summary>
    public void Complete(ref List<AIContent>? contents) => _parts.Complete(ref contents);

    /// <summary>Reads one object.</summary>
    /// <returns>Its contents; null for none.</returns>
    public List<AIContent>? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json, WireJson.Options);
            List<AIContent>? contents = null;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                throw new ProviderException(GeminiErrorReader.ReadEmbedded(json));
            }

            WireJson.Expect(ref reader, JsonTokenType.StartObject);
            while (JsonFields.NextProperty(ref reader))
            {
                ReadProperty(ref reader, json, ref contents);
            }

            WireJson.ExpectEnd(ref reader);

            _hasContent |= contents is not null;
            if (_blockReason is not null && !_hasContent)
            {
                string message = $"Gemini refused the prompt ({ShortText.Shorten(_blockReason)}) and generated nothing"
                    + (string.IsNullOrWhiteSpace(_blockMessage) ? "." : $": {Redaction.MaskKeys(ShortText.Shorten(_blockMessage))}");
                throw new ProviderException(new ProviderFailure(FailureKind.ContentRefused, message) { Code = _blockReason });
            }

            return contents;
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    /// <summary>The usage read last; Gemini repeats it on every event, and only the last counts.</summary>
    public UsageDetails? ReadUsage()
    {
        if (_usage is null)
        {
            return null;
        }

        try
        {
            return GeminiUsage.Read(_usage.AsSpan(0, _usageLength), Grounding?.Searches ?? 0);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    /// <summary>As <see cref="ReadUsage"/>, of an answer that failed: null where the usage itself is malformed.</summary>
    public UsageDetails? TryReadUsage()
    {
        try
        {
            return ReadUsage();
        }
        catch (ProviderException)
        {
            return null;
        }
    }

    /// <summary>The answer's additional properties; null for none.</summary>
    public AdditionalPropertiesDictionary? CreateProperties()
    {
        try
        {
            return CollectProperties();
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private AdditionalPropertiesDictionary? CollectProperties()
    {
        AdditionalPropertiesDictionary? properties = null;
        _kept?.CopyTo(ref properties);
        if (Grounding is { SearchEntryPoint.ValueKind: not JsonValueKind.Undefined })
        {
            (properties ??= [])["searchEntryPoint"] = Grounding.SearchEntryPoint;
        }

        if (_usage is not null && GeminiUsage.ReadServiceTier(_usage.AsSpan(0, _usageLength)) is { } tier)
        {
            (properties ??= [])[AnswerProperties.ServiceTier] = tier;
        }

        return properties;
    }

    /// <summary>The provider's explanation of an irregular end; null where the model ended regularly or nothing explains it.</summary>
    public ErrorContent? ReadExplanation() =>
        _finishMessage is not null && FinishReason is not null && !GeminiWords.IsRegular(FinishReason)
            ? new ErrorContent(_finishMessage) { ErrorCode = FinishReason }
            : null;

    private void ReadProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (reader.ValueTextEquals(GeminiNames.Candidates))
        {
            reader.Read();
            ReadCandidates(ref reader, json, ref contents);
        }
        else if (reader.ValueTextEquals(GeminiNames.UsageMetadata))
        {
            KeepUsage(JsonFields.ReadRawValue(ref reader, json));
        }
        else if (reader.ValueTextEquals(GeminiNames.ModelVersion))
        {
            ModelId = JsonFields.ReadNextString(ref reader, ModelId);
        }
        else if (reader.ValueTextEquals(GeminiNames.ResponseId))
        {
            ResponseId = JsonFields.ReadNextString(ref reader, ResponseId);
        }
        else if (reader.ValueTextEquals(GeminiNames.CreateTime))
        {
            reader.Read();
            CreatedAt ??= reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset time) ? time : null;
        }
        else if (reader.ValueTextEquals(GeminiNames.PromptFeedback))
        {
            reader.Read();
            _blockReason = ReadBlockReason(ref reader) ?? _blockReason;
        }
        else if (reader.ValueTextEquals(GeminiNames.Error))
        {
            reader.Read();
            if (ErrorBody.IsError(ref reader, json))
            {
                throw new ProviderException(GeminiErrorReader.ReadEmbedded(json));
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadCandidates(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        WireJson.Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int before = contents?.Count ?? 0;
            GeminiPartReader.State state = _parts.Current;
            GeminiCandidate candidate = GeminiCandidate.Read(ref reader, json, _parts, ref contents);
            if (candidate.Index != 0)
            {
                contents?.RemoveRange(before, contents.Count - before);
                contents = contents is { Count: 0 } ? null : contents;
                _parts.Current = state;
                call.Notes.Add("Only the first candidate of the answer was read.");
                continue;
            }

            HasCandidate = true;
            IsFinished = candidate.FinishReason is not null;
            FinishReason = candidate.FinishReason ?? FinishReason;
            _finishMessage = candidate.FinishMessage ?? _finishMessage;
            if (candidate.QuotedBytes > 0)
            {
                call.Bound.Add(candidate.QuotedBytes, BoundedBuffer.Sources);
            }

            Grounding = candidate.Grounding?.After(Grounding) ?? Grounding;
            Keep(candidate);
        }
    }

    private void Keep(in GeminiCandidate candidate)
    {
        if (candidate.SafetyRatings.IsEmpty && candidate.UrlContext.IsEmpty && candidate.AverageLogProbs.IsEmpty
            && candidate.ChosenTokens.IsEmpty && candidate.TopTokens.IsEmpty)
        {
            return;
        }

        _kept ??= new KeptFields(call);
        _kept.Keep("safetyRatings", candidate.SafetyRatings);
        _kept.Keep("urlContextMetadata", candidate.UrlContext);
        _kept.Keep("avgLogprobs", candidate.AverageLogProbs);
        _kept.Append(AnswerProperties.LogProbs, candidate.ChosenTokens);
        _kept.Append(AnswerProperties.TopLogProbs, candidate.TopTokens);
    }

    private string? ReadBlockReason(ref Utf8JsonReader reader)
    {
        string? reason = null;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(GeminiNames.BlockReason))
            {
                reason = GeminiWords.Specified(JsonFields.ReadNextString(ref reader));
            }
            else if (reader.ValueTextEquals(GeminiNames.BlockReasonMessage))
            {
                _blockMessage = JsonFields.ReadNextString(ref reader) ?? _blockMessage;
            }
            else
            {
                reader.Skip();
            }
        }

        IsFinished |= reason is not null;
        return reason;
    }

    private void KeepUsage(ReadOnlySpan<byte> usage)
    {
        if (_usage is null || _usage.Length < usage.Length)
        {
            _usage = new byte[Math.Max(512, usage.Length)];
        }

        usage.CopyTo(_usage);
        _usageLength = usage.Length;
    }
}
