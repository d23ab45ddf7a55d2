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
            if (reader.ValueTextEquals("text"u8))
            {
                text = JsonFields.ReadNextString(ref reader);
            }
            else if (reader.ValueTextEquals("thoughtSignature"u8))
            {
                signature = JsonFields.ReadNextString(ref reader);
            }
            else if (reader.ValueTextEquals("thought"u8))
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
            // Keeps the signature from being joined with the thoughts before it.
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

        // A stream's thoughts are joined later, and keep what the first has; those of an answer stay apart.
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
        if (reader.ValueTextEquals("functionCall"u8))
        {
            reader.Read();
            Current.HasFunctionCalls = true;
            return GeminiPartFields.ReadCall(ref reader, json, this);
        }

        if (reader.ValueTextEquals("inlineData"u8))
        {
            reader.Read();
            return GeminiPartFields.ReadData(ref reader);
        }

        if (reader.ValueTextEquals("fileData"u8))
        {
            reader.Read();
            (string? uri, string? mediaType, _) = GeminiPartFields.ReadStrings(ref reader, "fileUri"u8, "mimeType"u8);
            uri = uri ?? throw new JsonException("fileData lacks fileUri.");
            return new UriContent(new Uri(uri), mediaType ?? "application/octet-stream");
        }

        if (reader.ValueTextEquals("executableCode"u8))
        {
            reader.Read();
            (string? code, string? language, string? id) = GeminiPartFields.ReadStrings(ref reader, "code"u8, "language"u8);
            Current.CodeId = id ?? NextId();
            return GeminiCodeExecution.CreateCall(Current.CodeId, language, code, flavor.Protocol);
        }

        if (reader.ValueTextEquals("codeExecutionResult"u8))
        {
            reader.Read();
            (string? output, string? outcome, string? id) = GeminiPartFields.ReadStrings(ref reader, "output"u8, "outcome"u8);
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
