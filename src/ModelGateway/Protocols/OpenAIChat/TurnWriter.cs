using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Writes a history as <c>messages</c> in the form of Chat Completions, which several protocols share: the roles, one tool message for each
/// result, and a user message behind with the contents that had no place where they stood. The protocol writes the messages themselves.
/// </summary>
internal abstract class TurnWriter(Utf8JsonWriter writer, ChatCall call, RelocatedContents relocated) : IDisposable
{
    private QuotedJson? _quoted;

    protected Utf8JsonWriter Writer => writer;

    protected ChatCall Call => call;

    protected RelocatedContents Relocated => relocated;

    protected QuotedJson Quoted => _quoted ??= new QuotedJson(writer);

    /// <summary>The service's name in errors and notes.</summary>
    protected abstract string Name { get; }

    /// <summary>The roles that the service knows, in the words of an error.</summary>
    protected virtual string Roles => "system, user, assistant and tool";

    /// <summary>Whether messages may name their authors.</summary>
    protected virtual bool TakesAuthorNames => false;

    /// <summary>Whether a message without contents is written with an empty text instead of an empty part.</summary>
    protected virtual bool WritesEmptyText => true;

    public void WriteAll()
    {
        writer.WriteStartArray();
        if (!string.IsNullOrEmpty(call.Options?.Instructions))
        {
            WriteStart(InstructionsRole(ChatRole.System));
            writer.WriteString(OpenAIChatNames.Content, call.Options.Instructions);
            writer.WriteEndObject();
        }

        for (int i = 0; i < call.Messages.Count; i++)
        {
            Write(call.Messages[i], isLast: i == call.Messages.Count - 1);
        }

        WriteRelocated();
        writer.WriteEndArray();
    }

    public void Dispose() => _quoted?.Dispose();

    /// <summary>Writes the assistant's message, or nothing where it has nothing left to say.</summary>
    protected abstract void WriteAssistant(ChatMessage message, bool isLast);

    /// <summary>Writes one part of a message.</summary>
    /// <returns>False where the content is not one that a model could read.</returns>
    /// <exception cref="ProviderException">The content is data that the protocol has no part for.</exception>
    protected abstract bool TryWritePart(AIContent content);

    /// <summary>The id of a tool call as the service accepts it.</summary>
    protected abstract string MapCallId(string id);

    /// <summary>Called before each message is written.</summary>
    /// <param name="role">The role that the message is written with.</param>
    protected virtual void OnMessageStart(JsonEncodedText role)
    {
    }

    /// <summary>Writes the author's name, where messages may have one.</summary>
    protected virtual void WriteAuthorName(string name)
    {
    }

    /// <summary>The role that instructions are written with.</summary>
    protected virtual JsonEncodedText InstructionsRole(ChatRole role) => OpenAIChatWords.System;

    /// <summary>Whether the text may be written as a string, without the fields of a part.</summary>
    protected virtual bool IsPlain(TextContent text) => true;

    /// <summary>Writes one of the assistant's calls.</summary>
    protected virtual void WriteCall(FunctionCallContent function) => Quoted.WriteCall(MapCallId(function.CallId), function);

    /// <summary>Writes what precedes the content of a tool message.</summary>
    protected virtual void WriteResultStart(FunctionResultContent result)
    {
        WriteStart(OpenAIChatWords.Tool);
        writer.WriteString(ToolCallNames.ToolCallId, MapCallId(result.CallId));
    }

    /// <summary>Ends a tool message.</summary>
    protected virtual void WriteResultEnd(FunctionResultContent result) => writer.WriteEndObject();

    /// <summary>Writes the content of a result that holds images or files. They move, unless a tool message may carry them.</summary>
    protected virtual void WriteMediaResult(IEnumerable<AIContent> contents)
    {
        foreach (AIContent content in contents)
        {
            if (StoredResult.IsMedia(content))
            {
                relocated.Move(content,
                    $"Images and files of tool results were sent as a user's: {Name}'s tool messages carry text alone.");
            }
            else if (content is not TextContent)
            {
                relocated.LeaveOut(content);
            }
        }

        string text = string.Concat(contents.OfType<TextContent>());
        writer.WriteString(OpenAIChatNames.Content, text.Length > 0 ? text : "The result is attached to the next user message.");
    }

    /// <summary>Moves images and files of the assistant into a user message behind.</summary>
    protected void MoveAssistantMedia(AIContent content) => relocated.MoveAssistantMedia(content);

    protected void WriteStart(JsonEncodedText role, string? author = null)
    {
        OnMessageStart(role);
        writer.WriteStartObject();
        writer.WriteString(OpenAIChatNames.Role, role);
        if (TakesAuthorNames && !string.IsNullOrEmpty(author))
        {
            WriteAuthorName(author);
        }
    }

    /// <summary>Writes <c>tool_calls</c>.</summary>
    protected void WriteCalls(IList<AIContent> contents)
    {
        writer.WriteStartArray(ToolCallNames.ToolCalls);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent function)
            {
                WriteCall(function);
            }
        }

        writer.WriteEndArray();
    }

    private void Write(ChatMessage message, bool isLast)
    {
        NoteAuthor(message);
        ChatRole role = message.Role;
        if (role == ChatRole.Assistant)
        {
            WriteRelocated();
            WriteAssistant(message, isLast);
        }
        else if (role == ChatRole.User || role == ChatRole.Tool)
        {
            WriteUserOrTool(message);
        }
        else if (role == ChatRole.System || role.Value == OpenAIChatWords.Developer.Value)
        {
            WriteRelocated();
            WriteInstructions(message);
        }
        else
        {
            throw ProtocolError.Unsupported($"A message with the role '{role.Value}' cannot be sent: {Name} knows {Roles}.");
        }
    }

    private void NoteAuthor(ChatMessage message)
    {
        if (!TakesAuthorNames && !string.IsNullOrEmpty(message.AuthorName))
        {
            call.Notes.AuthorNotSent(relocated.Service);
        }
    }

    private void WriteInstructions(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (StoredResult.IsMedia(contents[i]))
            {
                throw ProtocolError.Unsupported(
                    $"A system message with images or files cannot be sent: {Name} takes text there. Move them into a user message.");
            }
        }

        WriteStart(InstructionsRole(message.Role), message.AuthorName);
        WriteParts(contents);
        writer.WriteEndObject();
    }

    private void WriteUserOrTool(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        int results = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionResultContent result)
            {
                results++;
                WriteResult(result);
            }
        }

        if (results == 0 && message.Role == ChatRole.User)
        {
            WriteRelocated();
            WriteStart(OpenAIChatWords.User, message.AuthorName);
            WriteParts(contents);
            writer.WriteEndObject();
        }
        else if (results < contents.Count)
        {
            MoveFromResults(contents);
        }
    }

    // Tool messages must follow their calls without a break, so what stands beside results waits until they are all written.
    private void MoveFromResults(IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent || StoredResult.IsMedia(contents[i]))
            {
                relocated.Move(contents[i]);
            }
            else if (contents[i] is not FunctionResultContent)
            {
                relocated.LeaveOut(contents[i]);
            }
        }
    }

    private void WriteResult(FunctionResultContent result)
    {
        WriteResultStart(result);
        object? value = result.Result;
        if (StoredResult.WithMedia(value) is { } contents)
        {
            WriteMediaResult(contents);
        }
        else
        {
            Quoted.WriteResult(OpenAIChatNames.Content, result, value);
        }

        WriteResultEnd(result);
    }

    private void WriteParts(IList<AIContent> contents)
    {
        if (contents.Count == 0 && WritesEmptyText)
        {
            writer.WriteString(OpenAIChatNames.Content, ""u8);
            return;
        }

        if (contents is [TextContent only] && IsPlain(only))
        {
            writer.WriteString(OpenAIChatNames.Content, only.Text);
            return;
        }

        bool any = false;
        writer.WriteStartArray(OpenAIChatNames.Content);
        for (int i = 0; i < contents.Count; i++)
        {
            if (TryWritePart(contents[i]))
            {
                any = true;
            }
            else
            {
                relocated.LeaveOut(contents[i]);
            }
        }

        if (!any)
        {
            TryWritePart(new TextContent("")); // Services refuse an array without parts.
        }

        writer.WriteEndArray();
    }

    private void WriteRelocated()
    {
        if (relocated.TakeMoved() is { } moved)
        {
            WriteStart(OpenAIChatWords.User);
            WriteParts(moved);
            writer.WriteEndObject();
        }
    }
}
