using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Reads parts into contents. One instance an answer: thoughts in a row are marked once, and calls are numbered.</summary>
internal sealed class GeminiPartReader(ChatCall call, GeminiFlavor flavor)
{
    /// <summary>What must be undone when a candidate turns out not to be the first.</summary>
    public State Current;

    public bool HasCalls => Current.HasFunctionCalls;

    /// <summary>Reads the part that the reader stands on.</summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        string? text = null;
        string? signature = null;
        bool thought = false;
        AIContent? content = null;
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(GeminiNames.Text))
            {
                text = JsonFields.ReadNextString(ref reader);
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

        if (content is not null)
        {
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

    /// <summary>An id for a call that came without one.</summary>
    public string NextId() => ToolCallIds.Mint(call.AttemptId, Current.Ids++);

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
            reader.Read();
            Current.HasFunctionCalls = true;
            return GeminiPartFields.ReadCall(ref reader, json, this);
        }

        if (reader.ValueTextEquals(GeminiNames.InlineData))
        {
            reader.Read();
            return GeminiPartFields.ReadData(ref reader);
        }

        if (reader.ValueTextEquals(GeminiNames.FileData))
        {
            reader.Read();
            (string? uri, string? mediaType, _) = GeminiPartFields.ReadStrings(ref reader, GeminiNames.FileUri, GeminiNames.MimeType);
            uri = uri ?? throw new JsonException("fileData lacks fileUri.");
            return new UriContent(new Uri(uri), mediaType ?? "application/octet-stream");
        }

        if (reader.ValueTextEquals(GeminiNames.ExecutableCode))
        {
            reader.Read();
            (string? code, string? language, string? id) = GeminiPartFields.ReadStrings(ref reader, GeminiNames.Code, GeminiNames.Language);
            Current.CodeId = id ?? NextId();
            return GeminiCodeExecution.CreateCall(Current.CodeId, language, code, flavor.Protocol);
        }

        if (reader.ValueTextEquals(GeminiNames.CodeExecutionResult))
        {
            reader.Read();
            (string? output, string? outcome, string? id) =
                GeminiPartFields.ReadStrings(ref reader, GeminiNames.Output, GeminiNames.Outcome);
            return GeminiCodeExecution.CreateResult(id ?? Current.CodeId ?? NextId(), outcome, output, flavor.Protocol);
        }

        reader.Skip();
        return null;
    }

    internal struct State
    {
        /// <summary>Whether the content before is an unsigned thought, with which the next one is joined later.</summary>
        public bool InThought;

        public bool HasFunctionCalls;
        public int Ids;

        /// <summary>The code run last, to which a result without an id belongs.</summary>
        public string? CodeId;
    }
}
