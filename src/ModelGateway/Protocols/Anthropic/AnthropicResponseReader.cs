using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Reads an answer that is not a stream.</summary>
internal static class AnthropicResponseReader
{
    public static ChatResponse Read(ReadOnlySpan<byte> body, ChatCall call)
    {
        try
        {
            return ReadMessage(body, call);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private static ChatResponse ReadMessage(ReadOnlySpan<byte> body, ChatCall call)
    {
        Utf8JsonReader reader = new(body, WireJson.Options);
        WireJson.Enter(ref reader);
        ChatMessage message = new(ChatRole.Assistant, new List<AIContent>(1));
        ChatResponse response = new(message);
        CompoundUsageDetails? usage = null;
        AnthropicEnding ending = default;
        bool hasContent = false;
        while (JsonFields.NextProperty(ref reader))
        {
            AnthropicProperty property = AnthropicProperties.Find(ref reader);
            reader.Read();
            switch (property)
            {
                case AnthropicProperty.Id: response.ResponseId = SurrogateHalves.ReadString(in reader); break;
                case AnthropicProperty.Model: response.ModelId = SurrogateHalves.ReadString(in reader); break;
                case AnthropicProperty.Usage: AnthropicUsage.Read(ref reader, ref usage); break;
                case AnthropicProperty.Error:
                    ThrowIfError(ref reader, body);
                    break;
                case AnthropicProperty.Content:
                    ReadBlocks(ref reader, body, message.Contents, call);
                    hasContent = true;
                    break;
                default:
                    if (!ending.TryRead(ref reader, property))
                    {
                        reader.Skip();
                    }

                    break;
            }
        }

        if (!hasContent)
        {
            throw new JsonException("The message has no content.");
        }

        WireJson.ExpectEnd(ref reader);
        if (usage is not null)
        {
            AnthropicUsage.Reader.Settle(usage);
        }

        AddEnding(ending, message.Contents);
        message.MessageId = string.IsNullOrEmpty(response.ResponseId) ? call.AttemptId : response.ResponseId;
        response.FinishReason = ending.FinishReason;
        response.AdditionalProperties = ending.CreateProperties(usage, call.Options);
        response.Usage = usage;
        response.RawRepresentation = call.CaptureRaw ? WireJson.Parse(body) : null;
        return response;
    }

    private static void AddEnding(in AnthropicEnding ending, IList<AIContent> contents)
    {
        if (ending.CreateRefusal() is { } refusal)
        {
            contents.Add(refusal);
        }

        if (ending.CreateContainer() is { } container)
        {
            contents.Add(container);
        }
    }

    private static void ThrowIfError(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        if (ErrorBody.IsError(ref reader, body))
        {
            throw new ProviderException(AnthropicErrorReader.ReadEvent(body));
        }
    }

    private static void ReadBlocks(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, IList<AIContent> contents, ChatCall call)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("The message's content is no array.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (AnthropicBlockReader.Read(ref reader, body, call, contents.Count) is { } content)
            {
                contents.Add(content);
            }
        }
    }
}
