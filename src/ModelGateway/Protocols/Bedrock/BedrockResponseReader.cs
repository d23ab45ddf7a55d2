using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Reads an answer that is not a stream.</summary>
internal static class BedrockResponseReader
{
    public static ChatResponse Read(ReadOnlySpan<byte> body, ChatCall call)
    {
        try
        {
            return ReadAnswer(body, call);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private static ChatResponse ReadAnswer(ReadOnlySpan<byte> body, ChatCall call)
    {
        Utf8JsonReader reader = new(body, WireJson.Options);
        WireJson.Enter(ref reader);
        ChatMessage message = new(ChatRole.Assistant, new List<AIContent>(1)) { MessageId = call.AttemptId };
        BedrockEnding ending = new();
        bool hasMessage = false;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(BedrockNames.Output))
            {
                reader.Read();
                hasMessage |= ReadOutput(ref reader, body, message.Contents, call);
            }
            else
            {
                ending.Read(ref reader);
            }
        }

        WireJson.ExpectEnd(ref reader);
        if (!hasMessage)
        {
            // Some errors come with status 200.
            throw BedrockError.Read(body).Facts is { Message: not null } or { Type: not null }
                ? new ProviderException(BedrockErrorReader.Read(null, null, body))
                : new JsonException("The answer has no message.");
        }

        return new ChatResponse(message)
        {
            FinishReason = ending.FinishReason,
            Usage = ending.Usage,
            AdditionalProperties = ending.Properties,
            RawRepresentation = call.CaptureRaw ? WireJson.Parse(body) : null,
        };
    }

    private static bool ReadOutput(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, IList<AIContent> contents, ChatCall call)
    {
        bool hasMessage = false;
        if (!JsonFields.StartsObject(ref reader))
        {
            return hasMessage;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool isMessage = reader.ValueTextEquals(BedrockNames.Message);
            reader.Read();
            if (!isMessage || !JsonFields.StartsObject(ref reader))
            {
                reader.Skip();
                continue;
            }

            while (JsonFields.NextProperty(ref reader))
            {
                bool isContent = reader.ValueTextEquals(BedrockNames.Content);
                reader.Read();
                if (!isContent)
                {
                    reader.Skip();
                    continue;
                }

                hasMessage = JsonFields.StartsArray(ref reader);
                while (hasMessage && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    BedrockBlockReader.Read(ref reader, body, contents, call);
                }
            }
        }

        return hasMessage;
    }
}
