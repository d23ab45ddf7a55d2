using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Protocols.Mistral;

/// <summary>
/// Writes <c>messages</c> in the order that Mistral accepts: no system message after an answer, and an assistant message at the end only as
/// the beginning of the answer (<c>prefix</c>). A user message may follow a tool message.
/// </summary>
internal sealed class MistralMessageWriter(Utf8JsonWriter writer, ChatCall call)
    : TurnWriter(writer, call, new RelocatedContents(call, MistralProtocol.Service))
{
    private Dictionary<string, string>? _calledFunctions;
    private JsonEncodedText _lastRole; // default before the first message.

    protected override string Name => MistralProtocol.Service;

    protected override string MapCallId(string id) => MistralCallIds.Map(id);

    protected override bool TryWritePart(AIContent content) => new MistralContentWriter(Writer, Call).TryWrite(content);

    protected override void OnMessageStart(JsonEncodedText role) => _lastRole = role;

    protected override JsonEncodedText InstructionsRole(ChatRole role)
    {
        if (_lastRole.Equals(default) || _lastRole.Equals(MistralWords.System) || _lastRole.Equals(MistralWords.User))
        {
            return MistralWords.System;
        }

        Call.Notes.Add("A system message behind an answer was sent as a user's: Mistral takes it before the conversation alone.");
        return MistralWords.User;
    }

    protected override void WriteCall(FunctionCallContent function)
    {
        (_calledFunctions ??= new(StringComparer.Ordinal))[function.CallId] = function.Name;
        base.WriteCall(function);
    }

    protected override void WriteResultStart(FunctionResultContent result)
    {
        base.WriteResultStart(result);
        if (_calledFunctions is not null && _calledFunctions.TryGetValue(result.CallId, out string? name))
        {
            Writer.WriteString(OpenAIChatNames.Name, name);
        }
    }

    protected override void WriteMediaResult(IEnumerable<AIContent> contents)
    {
        Writer.WriteStartArray(OpenAIChatNames.Content);
        foreach (AIContent content in contents)
        {
            if (!TryWritePart(content))
            {
                Call.Notes.Add(
                    $"{CallNotes.Name(content)} was left out of a tool's result: {MistralProtocol.Service} has no place for it.");
            }
        }

        Writer.WriteEndArray();
    }

    protected override void WriteAssistant(ChatMessage message, bool isLast)
    {
        IList<AIContent> contents = message.Contents;
        Survey found = Examine(contents);
        if (!found.HasText && !found.HasCalls)
        {
            return; // Nothing is left to say, and Mistral refuses an empty message.
        }

        WriteStart(MistralWords.Assistant);
        if (found.HasThoughts)
        {
            WriteThoughts(contents);
        }
        else
        {
            Writer.WriteJoinedText(OpenAIChatNames.Content, contents);
        }

        if (found.HasCalls)
        {
            WriteCalls(contents);
        }
        else if (isLast && !Relocated.Any)
        {
            Writer.WriteBoolean(MistralNames.Prefix, true);
        }

        Writer.WriteEndObject();
    }

    private Survey Examine(IList<AIContent> contents)
    {
        Survey found = default;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent text:
                    found.HasText |= text.Text.Length > 0;
                    break;
                case TextReasoningContent reasoning when ContentOrigin.IsFrom(reasoning, MistralProtocol.ProtocolName):
                    found.HasThoughts = true;
                    break;
                case FunctionCallContent:
                    found.HasCalls = true;
                    break;
                case DataContent or UriContent or HostedFileContent:
                    MoveAssistantMedia(contents[i]);
                    break;
                default:
                    Relocated.LeaveOut(contents[i]);
                    break;
            }
        }

        return found;
    }

    private void WriteThoughts(IList<AIContent> contents)
    {
        MistralContentWriter parts = new(Writer, Call);
        Writer.WriteStartArray(OpenAIChatNames.Content);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent { Text.Length: > 0 } text)
            {
                parts.WriteText(text.Text);
            }
            else if (contents[i] is TextReasoningContent reasoning && ContentOrigin.IsFrom(reasoning, MistralProtocol.ProtocolName))
            {
                parts.WriteThinking(reasoning);
            }
        }

        Writer.WriteEndArray();
    }

    /// <summary>What an assistant's message holds.</summary>
    private struct Survey
    {
        public bool HasText;
        public bool HasThoughts;
        public bool HasCalls;
    }
}
