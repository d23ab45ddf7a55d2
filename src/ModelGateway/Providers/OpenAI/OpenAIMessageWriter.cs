using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Providers.Http;

namespace ModelGateway.Providers.OpenAI;

/// <summary>
/// Writes <c>messages</c>. Tool messages carry text alone and must follow their calls without a break, and assistant messages carry no
/// images or files: such contents move into a user message right behind, and the receipt says so.
/// </summary>
internal sealed class OpenAIMessageWriter(Utf8JsonWriter writer, ChatCall call) : IDisposable
{
    private const int LongestCallId = 40;
    private const int LongestName = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private readonly PooledBufferWriter _scratch = new();
    private Utf8JsonWriter? _scratchWriter;
    private List<AIContent>? _moved;

    public void WriteAll()
    {
        writer.WriteStartArray();
        if (!string.IsNullOrEmpty(call.Options?.Instructions))
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, "system"u8);
            writer.WriteString("content"u8, call.Options.Instructions);
            writer.WriteEndObject();
        }

        for (int i = 0; i < call.Messages.Count; i++)
        {
            Write(call.Messages[i]);
        }

        WriteMoved();
        writer.WriteEndArray();
    }

    public void Dispose()
    {
        _scratch.Dispose();
        _scratchWriter?.Dispose();
    }

    private void Write(ChatMessage message)
    {
        ChatRole role = message.Role;
        if (role == ChatRole.Assistant)
        {
            WriteMoved();
            WriteAssistant(message);
        }
        else if (role == ChatRole.User || role == ChatRole.Tool)
        {
            WriteUserOrTool(message);
        }
        else if (role == ChatRole.System || role.Value == "developer")
        {
            WriteMoved();
            WriteStart(role == ChatRole.System ? "system"u8 : "developer"u8, message);
            WriteParts(message.Contents, textOnly: true);
            writer.WriteEndObject();
        }
        else
        {
            throw OpenAIRequestWriter.Unsupported(
                $"A message with the role '{role.Value}' cannot be sent: OpenAI knows system, developer, user, assistant and tool.");
        }
    }

    private void WriteAssistant(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        int texts = 0;
        int calls = 0;
        string? refusal = null;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent:
                    texts++;
                    break;
                case FunctionCallContent:
                    calls++;
                    break;
                case ErrorContent { ErrorCode: "Refusal", Message: { Length: > 0 } words }:
                    refusal = words;
                    break;
                case DataContent data when data.HasTopLevelMediaType("audio"):
                    call.Notes.Add("Audio of the assistant was left out of the history: OpenAI takes its transcript alone.");
                    break;
                case DataContent or UriContent or HostedFileContent:
                    Move(contents[i], "Images and files of the assistant were sent as a user's: OpenAI takes them from users alone.");
                    break;
                default:
                    LeaveOut(contents[i]);
                    break;
            }
        }

        if (texts == 0 && calls == 0 && refusal is null)
        {
            return; // Nothing is left to say, and an empty message is refused.
        }

        WriteStart("assistant"u8, message);
        if (texts > 0)
        {
            WriteJoinedText(contents, texts);
        }
        else if (refusal is not null)
        {
            writer.WriteStartArray("content"u8);
            writer.WriteStartObject();
            writer.WriteString("type"u8, "refusal"u8);
            writer.WriteString("refusal"u8, refusal);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        if (calls > 0)
        {
            WriteCalls(contents);
        }

        writer.WriteEndObject();
    }

    private void WriteJoinedText(IList<AIContent> contents, int left)
    {
        writer.WritePropertyName("content"u8);
        bool whole = left == 1;
        for (int i = 0; left > 0; i++)
        {
            if (contents[i] is TextContent text)
            {
                left--;
                if (whole)
                {
                    writer.WriteStringValue(text.Text);
                }
                else
                {
                    writer.WriteStringValueSegment(text.Text, isFinalSegment: left == 0);
                }
            }
        }
    }

    private void WriteCalls(IList<AIContent> contents)
    {
        writer.WriteStartArray("tool_calls"u8);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionCallContent function)
            {
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString("id"u8, ToolCallIds.Map(function.CallId, LongestCallId));
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, function.Name);
            WriteArguments(function.Arguments);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes arguments as OpenAI wants them: JSON within a string.</summary>
    private void WriteArguments(IDictionary<string, object?>? arguments)
    {
        if (arguments is not { Count: > 0 })
        {
            writer.WriteString("arguments"u8, "{}"u8);
            return;
        }

        Utf8JsonWriter json = RestartScratch();
        ToolArguments.WriteArguments(json, arguments);
        json.Flush();
        writer.WriteString("arguments"u8, _scratch.WrittenSpan);
    }

    /// <summary>A writer of its own for JSON that goes within a string, into the emptied <see cref="_scratch"/>.</summary>
    private Utf8JsonWriter RestartScratch()
    {
        _scratch.Dispose();
        if (_scratchWriter is null)
        {
            return _scratchWriter = new Utf8JsonWriter(_scratch, new JsonWriterOptions { Encoder = writer.Options.Encoder, SkipValidation = true });
        }

        _scratchWriter.Reset();
        return _scratchWriter;
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
            WriteMoved();
            WriteStart("user"u8, message);
            WriteParts(contents, textOnly: false);
            writer.WriteEndObject();
            return;
        }

        for (int i = 0; i < contents.Count && results < contents.Count; i++)
        {
            if (contents[i] is not FunctionResultContent)
            {
                Move(contents[i], "Contents beside tool results were sent as a user's: OpenAI's tool messages carry results alone.");
            }
        }
    }

    private void WriteResult(FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("tool_call_id"u8, ToolCallIds.Map(result.CallId, LongestCallId));
        switch (result.Result)
        {
            case JsonElement { ValueKind: not (JsonValueKind.String or JsonValueKind.Undefined) } element:
                writer.WriteString("content"u8, JsonMarshal.GetRawUtf8Value(element));
                break;
            case null or string or AIContent or IEnumerable<AIContent> or JsonElement:
                writer.WriteString("content"u8, ResultText(result));
                break;
            default:
                Utf8JsonWriter json = RestartScratch();
                ToolArguments.WriteValue(json, result.Result);
                json.Flush();
                writer.WriteString("content"u8, _scratch.WrittenSpan);
                break;
        }

        writer.WriteEndObject();
    }

    private string ResultText(FunctionResultContent result)
    {
        const string Note = "Images and files of tool results were sent as a user's: OpenAI's tool messages carry text alone.";
        const string Pointer = "The result is attached to the next user message.";
        switch (result.Result)
        {
            case null when result.Exception is not null:
                return "Error: Function failed."; // Without the exception's words, which may hold secrets.
            case DataContent or UriContent or HostedFileContent:
                Move((AIContent)result.Result, Note);
                return Pointer;
            case IEnumerable<AIContent> parts when parts.Any(static part => part is DataContent or UriContent or HostedFileContent):
                string text = string.Concat(parts.OfType<TextContent>());
                foreach (AIContent part in parts)
                {
                    if (part is DataContent or UriContent or HostedFileContent)
                    {
                        Move(part, Note);
                    }
                    else if (part is not TextContent)
                    {
                        LeaveOut(part);
                    }
                }

                return text.Length > 0 ? text : Pointer;
            default:
                return ToolArguments.ResultText(result.Result);
        }
    }

    private void WriteStart(ReadOnlySpan<byte> role, ChatMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            WriteName(message.AuthorName);
        }
    }

    private void WriteName(string name)
    {
        if (name.Length > LongestName || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            call.Notes.Add("AuthorName was sent with the characters that OpenAI accepts alone.");
            name = new string([.. name.Where(NameCharacters.Contains).Take(LongestName)]);
        }

        if (name.Length > 0)
        {
            writer.WriteString("name"u8, name);
        }
    }

    private void WriteParts(IList<AIContent> contents, bool textOnly)
    {
        if (contents.Count == 0)
        {
            writer.WriteString("content"u8, ""u8);
            return;
        }

        if (contents is [TextContent only])
        {
            writer.WriteString("content"u8, only.Text);
            return;
        }

        bool any = false;
        writer.WriteStartArray("content"u8);
        for (int i = 0; i < contents.Count; i++)
        {
            if (textOnly && contents[i] is DataContent or UriContent or HostedFileContent)
            {
                throw OpenAIRequestWriter.Unsupported(
                    "A system message with images or files cannot be sent: OpenAI takes text there. Move them into a user message.");
            }

            if (OpenAIContentWriter.TryWrite(writer, contents[i], _scratch))
            {
                any = true;
            }
            else
            {
                LeaveOut(contents[i]);
            }
        }

        if (!any)
        {
            OpenAIContentWriter.TryWrite(writer, new TextContent(""), _scratch); // An array without parts is refused.
        }

        writer.WriteEndArray();
    }

    private void Move(AIContent content, string note)
    {
        call.Notes.Add(note);
        (_moved ??= []).Add(content);
    }

    private void WriteMoved()
    {
        if (_moved is not { Count: > 0 })
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role"u8, "user"u8);
        WriteParts(_moved, textOnly: false);
        writer.WriteEndObject();
        _moved.Clear();
    }

    private void LeaveOut(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent:
                call.Notes.Add("Reasoning was left out of the history: OpenAI Chat Completions does not take it back.");
                break;
            case UsageContent or ErrorContent:
                break; // Not input.
            default:
                call.Notes.Add($"{content.GetType().Name} was left out of the history: OpenAI Chat Completions has no place for it.");
                break;
        }
    }
}
