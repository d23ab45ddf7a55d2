using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Reads parts into contents. One instance an answer: thoughts in a row are marked once, and calls are numbered.</summary>
internal sealed class GeminiPartReader(ChatCall call, GeminiFlavor flavor)
{
    /// <summary>What must be undone when a candidate turns out not to be the first.</summary>
    public State Current = new() { Texts = new TextPieces(call.Streaming) };

    public bool HasCalls => Current.HasFunctionCalls;

    /// <summary>Reads the part that the reader stands on.</summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        string? text = null;
        string? signature = null;
        bool thought = false;
        AIContent? content = null;
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        if (Current.Texts.IsWaiting && IsThought(reader) != Current.WasThought)
        {
            Complete(ref contents);
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(GeminiNames.Text))
            {
                text = Current.Texts.ReadNext(ref reader);
            }
            else if (reader.ValueTextEquals(GeminiNames.ThoughtSignature))
            {
                signature = JsonFields.ReadNextString(ref reader);
            }
            else if (reader.ValueTextEquals(GeminiNames.Thought))
            {
                reader.Read();
                thought = reader.TokenType != JsonTokenType.Null && reader.GetBoolean();
            }
            else
            {
                content = ReadSpecial(ref reader, json) ?? content;
            }
        }

        Current.WasThought = thought;
        if (content is not null)
        {
            if (!thought && !string.IsNullOrEmpty(text))
            {
                AddText(text, signature: null, ref contents);
            }

            AddSpecial(content, thought, signature, ref contents);
        }
        else if (thought)
        {
            AddThought(text ?? "", signature, ref contents);
        }
        else
        {
            AddText(text ?? "", signature, ref contents);
        }
    }

    /// <summary>Appends half of a surrogate pair whose other half no part brought.</summary>
    public void Complete(ref List<AIContent>? contents)
    {
        if (Current.Texts.Take() is not { } left)
        {
            return;
        }

        if (Current.WasThought)
        {
            AddThought(left, signature: null, ref contents);
        }
        else
        {
            AddText(left, signature: null, ref contents);
        }
    }

    /// <summary>An id for a call that came without one.</summary>
    public string NextId() => ToolCallIds.Mint(call.AttemptId, Current.Ids++);

    private static bool IsThought(Utf8JsonReader part) =>
        JsonFields.MoveTo(ref part, GeminiNames.Thought) && part.TokenType == JsonTokenType.True;

    private void AddText(string text, string? signature, ref List<AIContent>? contents)
    {
        if (text.Length > 0)
        {
            (contents ??= new List<AIContent>(1)).Add(new TextContent(text));
            Current.InThought = false;
        }

        if (string.IsNullOrEmpty(signature))
        {
            return;
        }

        contents ??= new List<AIContent>(1);
        if (Current.InThought)
        {
            // Separates the signature from the thoughts before it, with which Microsoft.Extensions.AI would join it.
            contents.Add(new TextContent(""));
        }

        contents.Add(GeminiSignatures.ForText(signature, text.Length, flavor.Protocol));
        Current.InThought = false;
    }

    private void AddThought(string text, string? signature, ref List<AIContent>? contents)
    {
        if (text.Length == 0 && string.IsNullOrEmpty(signature))
        {
            return;
        }

        TextReasoningContent content = new(text);
        bool signed = !string.IsNullOrEmpty(signature);
        if (signed)
        {
            content.ProtectedData = signature;
        }

        // Streamed thoughts are joined later, and the first one's properties stay. Thoughts of a whole answer are not joined.
        if (signed || !Current.InThought || !call.Streaming)
        {
            ContentOrigin.Set(content, flavor.Protocol);
        }

        Current.InThought = !signed;
        (contents ??= new List<AIContent>(1)).Add(content);
    }

    private void AddSpecial(AIContent content, bool thought, string? signature, ref List<AIContent>? contents)
    {
        if (thought && content is DataContent)
        {
            call.Notes.Add("Interim images among the model's thoughts were left out.");
            return;
        }

        if (!string.IsNullOrEmpty(signature))
        {
            ContentOrigin.SetSignature(content, flavor.Protocol, signature);
        }

        Current.InThought = false;
        (contents ??= new List<AIContent>(1)).Add(content);
    }

    private AIContent? ReadSpecial(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals(GeminiNames.FunctionCall))
        {
            if (!MovesToObject(ref reader))
            {
                return null;
            }

            Current.HasFunctionCalls = true;
            return GeminiPartFields.ReadCall(ref reader, json, this);
        }

        if (reader.ValueTextEquals(GeminiNames.InlineData))
        {
            if (!MovesToObject(ref reader))
            {
                return null;
            }

            return GeminiPartFields.ReadData(ref reader);
        }

        if (reader.ValueTextEquals(GeminiNames.FileData))
        {
            if (!MovesToObject(ref reader))
            {
                return null;
            }

            (string? uri, string? mediaType, _) = GeminiPartFields.ReadStrings(ref reader, GeminiNames.FileUri, GeminiNames.MimeType);
            uri = uri ?? throw new JsonException("fileData lacks fileUri.");
            return new UriContent(new Uri(uri), mediaType ?? "application/octet-stream");
        }

        return ReadCode(ref reader);
    }

    private AIContent? ReadCode(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(GeminiNames.ExecutableCode))
        {
            if (!MovesToObject(ref reader))
            {
                return null;
            }

            (string? code, string? language, string? id) = GeminiPartFields.ReadStrings(ref reader, GeminiNames.Code, GeminiNames.Language);
            Current.CodeId = id ?? NextId();
            return GeminiCodeExecution.CreateCall(Current.CodeId, language, code, flavor.Protocol);
        }

        if (reader.ValueTextEquals(GeminiNames.CodeExecutionResult))
        {
            if (!MovesToObject(ref reader))
            {
                return null;
            }

            (string? output, string? outcome, string? id) =
                GeminiPartFields.ReadStrings(ref reader, GeminiNames.Output, GeminiNames.Outcome);
            return GeminiCodeExecution.CreateResult(id ?? Current.CodeId ?? NextId(), outcome, output, flavor.Protocol);
        }

        reader.Skip();
        return null;
    }

    // A kind of content that is null is none.
    private static bool MovesToObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        return JsonFields.StartsObject(ref reader);
    }

    internal struct State
    {
        /// <summary>Whether the content before is an unsigned thought, with which the next one is joined later.</summary>
        public bool InThought;

        /// <summary>Reads texts, whose surrogate pairs a stream may cut in two.</summary>
        public TextPieces Texts;

        /// <summary>Whether the last part was a thought.</summary>
        public bool WasThought;

        public bool HasFunctionCalls;
        public int Ids;

        /// <summary>The code run last, to which a result without an id belongs.</summary>
        public string? CodeId;
    }
}
