using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Writes <c>messages</c>, which have the form of Chat Completions with Cohere's parts. Images come only from users: those of tools and of
/// the assistant move into a user message behind them.
/// </summary>
internal sealed class CohereMessageWriter(Utf8JsonWriter writer, ChatCall call)
    : TurnWriter(writer, call, new RelocatedContents(call, CohereProtocol.Service))
{
    private const int LongestCallId = 64;

    protected override string Name => CohereProtocol.Service;

    protected override bool WritesEmptyText => false;

    protected override string MapCallId(string id) => ToolCallIds.Map(id, LongestCallId);

    protected override bool TryWritePart(AIContent content) => new CohereContentWriter(Writer, Call).TryWrite(content);

    protected override void WriteAssistant(ChatMessage message, bool isLast)
    {
        IList<AIContent> contents = message.Contents;
        Survey found = Examine(contents);
        if (found.Texts == 0 && !found.HasCalls)
        {
            return; // Nothing is left to say, and Cohere refuses an empty message.
        }

        WriteStart(CohereWords.Assistant);
        if (found.Texts == 1 && !found.HasThoughts)
        {
            Writer.WriteJoinedText(CohereNames.Content, contents);
        }
        else if (found.Texts > 0 || found.HasThoughts)
        {
            WriteParts(contents);
        }

        if (found.HasCalls)
        {
            if (!string.IsNullOrEmpty(found.Plan))
            {
                Writer.WriteString(CohereNames.ToolPlan, found.Plan);
            }

            WriteCalls(contents);
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
                    found.Texts += text.Text.Length > 0 ? 1 : 0;
                    break;
                case TextReasoningContent reasoning when CohereReasoning.IsToolPlan(reasoning):
                    found.Plan += reasoning.Text;
                    break;
                case TextReasoningContent reasoning when CohereReasoning.IsOwn(reasoning):
                    found.HasThoughts |= reasoning.Text.Length > 0;
                    break;
                case FunctionCallContent:
                    found.HasCalls = true;
                    break;
                case DataContent or UriContent:
                    MoveAssistantMedia(contents[i]);
                    break;
                default:
                    Relocated.LeaveOut(contents[i]);
                    break;
            }
        }

        return found;
    }

    // Thoughts and texts, in the order of the contents.
    private void WriteParts(IList<AIContent> contents)
    {
        CohereContentWriter parts = new(Writer, Call);
        Writer.WriteStartArray(CohereNames.Content);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent { Text.Length: > 0 } text)
            {
                parts.WriteText(text.Text);
            }
            else if (contents[i] is TextReasoningContent { Text.Length: > 0 } reasoning
                && CohereReasoning.IsOwn(reasoning) && !CohereReasoning.IsToolPlan(reasoning))
            {
                parts.WriteThinking(reasoning.Text);
            }
        }

        Writer.WriteEndArray();
    }

    /// <summary>What an assistant's message holds.</summary>
    private struct Survey
    {
        public int Texts;
        public bool HasThoughts;
        public bool HasCalls;
        public string? Plan;
    }
}
