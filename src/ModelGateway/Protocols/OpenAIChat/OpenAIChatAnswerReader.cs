using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads an answer in a dialect of Chat Completions, including the fields that only some services add.</summary>
internal sealed class OpenAIChatAnswerReader(ChatCall call, ChatDialect dialect, bool streaming) : ChatAnswerReader(streaming)
{
    private readonly OpenAIChatMessageReader _message = new(call, dialect, streaming);
    private KeptFields? _kept;
    private bool _usageIsWrapped = true;
    private bool _usageCounts;
    private bool _usageIsLast;

    // Some servers report the usage with every chunk: it says that the answer has ended only where no content follows it.
    public override bool MayHaveEnded => dialect.EndsWithoutReason && _usageIsLast && _message.IsWhole;

    protected override FinishReasonTable Reasons => OpenAIChatWords.FinishReasons;

    protected override AdditionalPropertiesDictionary? CreateProperties(ref List<AIContent>? contents)
    {
        AdditionalPropertiesDictionary? properties = base.CreateProperties(ref contents);
        if (Usage is not null)
        {
            _message.CountTools(Usage);
        }

        if (_kept is not null)
        {
            _kept.CopyTo(ref properties);
            if (properties is not null && OpenAIChatCitationReader.Find(properties) is { } citations)
            {
                OpenAIChatCitationReader.Annotate(citations, ref contents);
            }
        }

        return properties;
    }

    protected override void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        _message.Read(ref reader, json, ref contents);
        _usageIsLast &= !_message.HasNews;
    }

    protected override void CompleteMessage(ref List<AIContent>? contents) => _message.Complete(ref contents);

    // OpenAI ends a refusal with "stop". Callers see it as content filtering, as with other providers.
    protected override ChatFinishReason ToReported(ChatFinishReason reason) =>
        _message.Refused && reason == ChatFinishReason.Stop ? ChatFinishReason.ContentFilter : reason;

    protected override void ReadUsage(ref Utf8JsonReader reader)
    {
        if (OpenAIChatUsage.Reader.Read(ref reader) is { } usage)
        {
            bool counts = (usage.TotalTokenCount ?? usage.OutputTokenCount) > 0;
            _usageIsLast = counts && !(_usageCounts && _message.HasNews);
            _usageCounts |= counts;
            _message.HasNews = false;
            Usage = usage;
            _usageIsWrapped = false;
        }
    }

    protected override void ReadOtherField(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (ServiceTier is null && reader.ValueTextEquals(OpenAIChatNames.ServiceTier))
        {
            ServiceTier = NullIfEmpty(JsonFields.ReadStringValue(ref reader));
        }
        else if (!dialect.UsageWrapper.EncodedUtf8Bytes.IsEmpty && reader.ValueTextEquals(dialect.UsageWrapper.EncodedUtf8Bytes))
        {
            reader.Read();
            ReadWrappedUsage(ref reader);
        }
        else if (!TryKeep(dialect.KeptFields, ref reader, json))
        {
            reader.Skip();
        }
    }

    protected override void ReadOtherChoiceField(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals(OpenAIChatNames.LogProbs))
        {
            reader.Read();
            ReadLogProbs(ref reader, json);
        }
        else if (!TryKeep(dialect.KeptChoiceFields, ref reader, json))
        {
            reader.Skip();
        }
    }

    // {"content":[{"token","logprob",…}],"refusal":[…]}, in streams of the chunk's own tokens.
    private void ReadLogProbs(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Content) || reader.ValueTextEquals(OpenAIChatNames.Refusal))
            {
                (_kept ??= new KeptFields(call)).Append(AnswerProperties.LogProbs, JsonFields.ReadRawValue(ref reader, json));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private bool TryKeep(JsonEncodedText[] fields, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        foreach (JsonEncodedText name in fields)
        {
            if (reader.ValueTextEquals(name.EncodedUtf8Bytes))
            {
                (_kept ??= new KeptFields(call)).Keep(name.Value, JsonFields.ReadRawValue(ref reader, json));
                return true;
            }
        }

        return false;
    }

    // A usage inside another object counts only where the answer has no other.
    private void ReadWrappedUsage(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Usage))
            {
                reader.Read();
                UsageDetails? usage = OpenAIChatUsage.Reader.Read(ref reader);
                Usage = _usageIsWrapped ? usage ?? Usage : Usage;
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
