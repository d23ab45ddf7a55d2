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

    public override AdditionalPropertiesDictionary? TakeProperties(ref List<AIContent>? contents)
    {
        AdditionalPropertiesDictionary? properties = base.TakeProperties(ref contents);
        if (_kept is not null)
        {
            _kept.CopyTo(properties ??= []);
            if (OpenAIChatCitationReader.Find(properties) is { } citations)
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
        else if (!TryKeep(ref reader, json))
        {
            reader.Skip();
        }
    }

    private bool TryKeep(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        foreach (JsonEncodedText name in dialect.KeptFields)
        {
            if (reader.ValueTextEquals(name.EncodedUtf8Bytes))
            {
                (_kept ??= new KeptFields()).Keep(name, ref reader, json);
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

    /// <summary>Fields that become additional properties unchanged. Where chunks repeat a field, the last one counts.</summary>
    private sealed class KeptFields
    {
        private readonly List<(string Name, byte[] Json)> _fields = [];

        /// <summary>Keeps the property that the reader stands on, unless it is null.</summary>
        public void Keep(JsonEncodedText name, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
        {
            reader.Read();
            bool isNull = reader.TokenType == JsonTokenType.Null;
            ReadOnlySpan<byte> value = JsonFields.ReadRaw(ref reader, json);
            if (isNull)
            {
                return;
            }

            int index = _fields.FindIndex(field => field.Name == name.Value);
            if (index < 0)
            {
                _fields.Add((name.Value, value.ToArray()));
            }
            else if (!value.SequenceEqual(_fields[index].Json))
            {
                _fields[index] = (name.Value, value.ToArray());
            }
        }

        /// <summary>Adds the fields: strings as such, other values as <see cref="JsonElement"/>.</summary>
        public void CopyTo(AdditionalPropertiesDictionary properties)
        {
            foreach ((string name, byte[] json) in _fields)
            {
                JsonElement value = WireJson.ParseMended(json);
                properties[name] = value.ValueKind == JsonValueKind.String ? value.GetString() : value;
            }
        }
    }
}
