using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>
/// Writes the assistant's messages as the items that they were read from. Reasoning is sent back unchanged, before the item that followed
/// it, and both with their ids: the service refuses either without the other.
/// </summary>
internal sealed class ResponsesAssistantWriter(
    Utf8JsonWriter writer, ResponsesItemWriter items, ResponsesRelocatedContents misfits, ResponsesSettings settings)
{
    private readonly List<string> _pending = [];
    private bool _reasoned;

    public void Write(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextReasoningContent reasoning:
                    Take(reasoning);
                    break;
                case TextContent text:
                    int end = EndOfText(contents, i);
                    WriteText(contents, i, end, text);
                    i = end - 1;
                    break;
                case FunctionCallContent function:
                    WriteReasoning();
                    items.WriteCall(function, OwnId(function));
                    break;
                case ErrorContent { ErrorCode: "Refusal", Message: { Length: > 0 } words }:
                    WriteReasoning();
                    WriteRefusal(words);
                    break;
                case DataContent or UriContent or HostedFileContent:
                    misfits.MoveAssistantMedia(contents[i]);
                    break;
                default:
                    WriteHosted(contents[i]);
                    break;
            }
        }
    }

    /// <summary>Ends the assistant's turn: reasoning that no item followed is left out.</summary>
    public void EndTurn()
    {
        if (_pending.Count > 0)
        {
            _pending.Clear();
            misfits.LeaveOutLast();
        }

        _reasoned = false;
    }

    private void Take(TextReasoningContent reasoning)
    {
        if (!string.IsNullOrEmpty(reasoning.ProtectedData) && ContentOrigin.IsFrom(reasoning, settings.Protocol))
        {
            _pending.Add(reasoning.ProtectedData);
        }
        else
        {
            misfits.LeaveOut(reasoning);
        }
    }

    private void WriteReasoning()
    {
        for (int i = 0; i < _pending.Count; i++)
        {
            writer.WriteRawValue(_pending[i]);
            _reasoned = true;
        }

        _pending.Clear();
    }

    // A streamed message is read as several contents, which are written as one message. A new message has another id or phase.
    private static int EndOfText(IList<AIContent> contents, int start)
    {
        string? id = ResponsesProperties.Read(contents[start], ResponsesProperties.ItemId);
        string? phase = ResponsesProperties.Read(contents[start], ResponsesProperties.Phase);
        int end = start + 1;
        while (end < contents.Count && contents[end] is TextContent next
            && Continues(ResponsesProperties.Read(next, ResponsesProperties.ItemId), id)
            && Continues(ResponsesProperties.Read(next, ResponsesProperties.Phase), phase))
        {
            end++;
        }

        return end;

        static bool Continues(string? next, string? first) => next is null || string.Equals(next, first, StringComparison.Ordinal);
    }

    private void WriteText(IList<AIContent> contents, int start, int end, TextContent first)
    {
        if (!HasText(contents, start, end))
        {
            return; // An empty message is refused.
        }

        WriteReasoning();
        StartMessage();
        string? id = OwnId(first);
        if (id is not null)
        {
            writer.WriteString(ResponsesNames.Id, id);
            writer.WriteString(ResponsesNames.Status, ResponsesWords.Completed);
        }

        if (ResponsesProperties.Read(first, ResponsesProperties.Phase) is { } phase && ContentOrigin.IsFrom(first, settings.Protocol))
        {
            writer.WriteString(ResponsesNames.Phase, phase);
        }

        StartPart(ResponsesWords.OutputText);
        WriteJoined(contents, start, end);
        if (id is not null)
        {
            writer.WriteStartArray(ResponsesNames.Annotations); // Required of a message with an id.
            writer.WriteEndArray();
        }

        EndPartAndMessage();
    }

    private static bool HasText(IList<AIContent> contents, int start, int end)
    {
        bool any = false;
        for (int i = start; i < end && !any; i++)
        {
            any = ((TextContent)contents[i]).Text.Length > 0;
        }

        return any;
    }

    private void WriteJoined(IList<AIContent> contents, int start, int end)
    {
        writer.WritePropertyName(ResponsesNames.Text);
        for (int i = start; i < end; i++)
        {
            string text = ((TextContent)contents[i]).Text;
            if (end - start == 1)
            {
                writer.WriteStringValue(text);
            }
            else
            {
                writer.WriteStringValueSegment(text, isFinalSegment: i == end - 1);
            }
        }
    }

    private void WriteRefusal(string words)
    {
        StartMessage();
        StartPart(ResponsesWords.Refusal);
        writer.WriteString(ResponsesNames.Refusal, words);
        EndPartAndMessage();
    }

    private void StartMessage()
    {
        writer.WriteStartObject();
        writer.WriteString(ResponsesNames.Type, ResponsesWords.Message);
        writer.WriteString(ResponsesNames.Role, ResponsesWords.Assistant);
    }

    private void StartPart(ReadOnlySpan<byte> type)
    {
        writer.WriteStartArray(ResponsesNames.Content);
        writer.WriteStartObject();
        writer.WriteString(ResponsesNames.Type, type);
    }

    private void EndPartAndMessage()
    {
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteHosted(AIContent content)
    {
        if (ContentOrigin.IsFrom(content, settings.Protocol) && ResponsesProperties.Read(content, ResponsesProperties.Item) is { } item)
        {
            WriteReasoning();
            writer.WriteRawValue(item);
        }
        else
        {
            misfits.LeaveOut(content);
        }
    }

    private string? OwnId(AIContent content) =>
        _reasoned && ContentOrigin.IsFrom(content, settings.Protocol) ? ResponsesProperties.Read(content, ResponsesProperties.ItemId)
            : null;
}
