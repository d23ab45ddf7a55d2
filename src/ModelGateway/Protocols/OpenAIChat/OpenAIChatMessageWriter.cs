using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Writes <c>messages</c>. Tool messages carry only text, and assistant messages carry no images or files: such contents move into a user
/// message behind them.
/// </summary>
internal sealed class OpenAIChatMessageWriter(Utf8JsonWriter writer, ChatCall call, ChatDialect dialect)
    : TurnWriter(writer, call, new RelocatedContents(call, dialect.Service, dialect.ReturnsReasoning))
{
    private const int LongestAuthorName = 64;

    private static readonly SearchValues<char> AuthorNameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    protected override string Name => dialect.Name;

    protected override string Roles => "system, developer, user, assistant and tool";

    protected override bool TakesAuthorNames => dialect.Has(ChatFeatures.Names);

    protected override string MapCallId(string id) => ToolCallIds.Map(id, dialect.LongestCallId);

    protected override bool IsPlain(TextContent text) => OpenAIChatCacheControl.From(text, dialect) is null;

    protected override bool TryWritePart(AIContent content) => new OpenAIChatContentWriter(Writer, dialect).TryWrite(content);

    protected override void WriteCall(FunctionCallContent function) =>
        Quoted.WriteCall(MapCallId(function.CallId), function, dialect.SignsCalls ? dialect.Protocol : null);

    protected override void WriteResultEnd(FunctionResultContent result)
    {
        OpenAIChatCacheControl.Write(Writer, OpenAIChatCacheControl.From(result, dialect));
        base.WriteResultEnd(result);
    }

    protected override JsonEncodedText InstructionsRole(ChatRole role)
    {
        if (dialect.HasModelTraps && Call.ModelId.StartsWith("o1-", StringComparison.Ordinal)
            && (Call.ModelId.StartsWith("o1-mini", StringComparison.Ordinal)
                || Call.ModelId.StartsWith("o1-preview", StringComparison.Ordinal)))
        {
            Call.Notes.Add($"Instructions were sent as a user's: {Call.ModelId} takes none.");
            return OpenAIChatWords.User;
        }

        return role != ChatRole.System && dialect.Has(ChatFeatures.DeveloperRole) ? OpenAIChatWords.Developer : OpenAIChatWords.System;
    }

    protected override void WriteAuthorName(string name)
    {
        if (name.Length > LongestAuthorName || name.AsSpan().ContainsAnyExcept(AuthorNameCharacters))
        {
            Call.Notes.Add($"AuthorName was sent with the characters that {dialect.Name} accepts alone.");
            name = new string([.. name.Where(AuthorNameCharacters.Contains).Take(LongestAuthorName)]);
        }

        if (name.Length > 0)
        {
            Writer.WriteString(OpenAIChatNames.Name, name);
        }
    }

    protected override void WriteAssistant(ChatMessage message, bool isLast)
    {
        IList<AIContent> contents = message.Contents;
        Survey found = Examine(contents);
        if (!found.HasText && !found.HasCalls && found.Refusal is null)
        {
            return; // Nothing is left to say, and services refuse an empty message.
        }

        WriteStart(OpenAIChatWords.Assistant, message.AuthorName);
        if (found.HasText)
        {
            Writer.WriteJoinedText(OpenAIChatNames.Content, contents);
        }
        else if (found.Refusal is { } refusal)
        {
            WriteRefusal(refusal);
        }
        else if (dialect.Has(ChatFeatures.ContentBesideCalls))
        {
            Writer.WriteString(OpenAIChatNames.Content, ""u8);
        }

        new OpenAIChatReasoningHistoryWriter(Writer, Call, dialect).Write(contents, found.HasCalls, found.HasReasoning);
        if (found.HasCalls)
        {
            WriteCalls(contents);
        }

        if (found.Signed is { } signed)
        {
            GoogleCallSignature.Write(Writer, signed, dialect.Protocol);
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
                case TextContent:
                    found.HasText = true;
                    break;
                case FunctionCallContent:
                    found.HasCalls = true;
                    break;
                case ErrorContent { ErrorCode: "Refusal", Message: { Length: > 0 } words }:
                    found.Refusal = words;
                    break;
                case DataContent data when data.HasTopLevelMediaType("audio"):
                    Call.Notes.Add($"Audio of the assistant was left out of the history: {dialect.Name} takes its transcript alone.");
                    break;
                case DataContent or UriContent or HostedFileContent:
                    MoveAssistantMedia(contents[i]);
                    break;
                case TextReasoningContent reasoning when dialect.ReturnsReasoning && ContentOrigin.IsFrom(reasoning, dialect.Protocol):
                    found.HasReasoning = true;
                    break;
                case var content when dialect.SignsCalls && GoogleCallSignature.IsMessages(content, dialect.Protocol):
                    found.Signed = content;
                    break;
                default:
                    Relocated.LeaveOut(contents[i]);
                    break;
            }
        }

        return found;
    }

    private void WriteRefusal(string refusal)
    {
        Writer.WriteStartArray(OpenAIChatNames.Content);
        Writer.WriteStartObject();
        Writer.WriteString(OpenAIChatNames.Type, OpenAIChatNames.Refusal);
        Writer.WriteString(OpenAIChatNames.Refusal, refusal);
        Writer.WriteEndObject();
        Writer.WriteEndArray();
    }

    /// <summary>What an assistant's message holds.</summary>
    private struct Survey
    {
        public bool HasText;
        public bool HasCalls;
        public bool HasReasoning;
        public string? Refusal;

        /// <summary>Keeps the signature of the message.</summary>
        public AIContent? Signed;
    }
}
