using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Reads an answer: Chat Completions with Mistral's own messages, usage and errors.</summary>
internal sealed class MistralAnswerReader(ChatCall call, bool streaming) : ChatAnswerReader(streaming)
{
    private readonly MistralMessageReader _message = new(call, streaming);

    protected override FinishReasonTable Reasons => MistralWords.FinishReasons;

    protected override void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents) =>
        _message.Read(ref reader, json, ref contents);

    protected override void CompleteMessage(ref List<AIContent>? contents) => _message.Complete(ref contents);

    protected override void ReadUsage(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        UsageDetails usage = new();
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.ServiceTier))
            {
                ServiceTier = NullIfEmpty(JsonFields.ReadStringValue(ref reader)) ?? ServiceTier;
            }
            else if (!MistralUsage.Reader.TryReadField(ref reader, usage))
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        MistralUsage.Reader.Settle(usage);
        Usage = usage;
    }

    protected override void ReadOtherField(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        bool isObject = reader.ValueTextEquals(MistralNames.Object);
        reader.Read();
        if (!isObject)
        {
            reader.Skip();
        }
        else if (MistralErrors.Read(ref reader, json) is { } error)
        {
            throw error;
        }
    }
}
