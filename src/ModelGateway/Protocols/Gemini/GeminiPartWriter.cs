using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Gemini;

/// <summary>The parts of one content; a content without any is left out, as Gemini refuses empty ones.</summary>
internal ref struct GeminiPartWriter(Utf8JsonWriter writer, ChatCall call, GeminiFlavor flavor)
{
    private const int MaxIdLength = 64;

    private ReadOnlySpan<byte> _role;
    private bool _open;
    private bool _mustSign;

    public readonly CallNotes Notes => call.Notes;

    /// <param name="role">The role of the content that follows.</param>
    /// <param name="mustSign">Whether the content's first call needs a signature.</param>
    public void Begin(ReadOnlySpan<byte> role, bool mustSign)
    {
        _role = role;
        _open = false;
        _mustSign = mustSign;
    }

    public readonly void End()
    {
        if (_open)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    public void Write(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent reasoning: WriteReasoning(reasoning); break;
            case FunctionCallContent function: WriteCall(function); break;
            case CodeInterpreterToolCallContent code when ContentOrigin.IsFrom(code, flavor.Protocol):
                StartPart();
                GeminiCodeExecution.WriteCall(writer, code, flavor);
                EndPart(ContentOrigin.GetSignature(code, flavor.Protocol));
                break;
            case CodeInterpreterToolResultContent result when ContentOrigin.IsFrom(result, flavor.Protocol):
                StartPart();
                GeminiCodeExecution.WriteResult(writer, result, flavor);
                EndPart(ContentOrigin.GetSignature(result, flavor.Protocol));
                break;
            case DataContent data:
                StartPart();
                GeminiMediaWriter.WriteData(writer, data);
                EndPart(ContentOrigin.GetSignature(data, flavor.Protocol));
                break;
            case UriContent uri:
                StartPart();
                GeminiMediaWriter.WriteUri(writer, uri, flavor);
                EndPart(signature: null);
                break;
            case HostedFileContent file:
                StartPart();
                GeminiMediaWriter.WriteFile(writer, file, flavor);
                EndPart(signature: null);
                break;
            case ErrorContent or UsageContent or ToolCallDeltaContent: break;
            case ToolCallContent or ToolResultContent:
                Notes.Add("A hosted tool's call or result from another provider was left out of the history.");
                break;
            case not null when content.GetType() == typeof(AIContent): break;
            default:
                throw ProtocolError.Unsupported($"Gemini cannot be sent a {content?.GetType().Name}: turn it into text or data.");
        }
    }

    /// <summary>Writes a text, signed if what follows it is its signature.</summary>
    /// <returns>Whether the following content was written too.</returns>
    public bool WriteText(string text, TextReasoningContent? next)
    {
        if (next?.ProtectedData is { Length: > 0 } signature
            && ContentOrigin.IsFrom(next, flavor.Protocol)
            && GeminiSignatures.IsForText(next, out int length)
            && length > 0 && length <= text.Length)
        {
            WriteText(text.AsSpan(0, text.Length - length), signature: null);
            WriteText(text.AsSpan(text.Length - length), signature);
            return true;
        }

        WriteText(text.AsSpan(), signature: null);
        return false;
    }

    public void WriteResult(FunctionResultContent result, string name)
    {
        StartPart();
        writer.WriteStartObject("functionResponse"u8);
        WriteId(result.CallId);
        writer.WriteString("name"u8, name);
        GeminiResultWriter.Write(writer, result);
        writer.WriteEndObject();
        EndPart(signature: null);
    }

    private void WriteText(ReadOnlySpan<char> text, string? signature)
    {
        if (!text.IsEmpty || signature is not null)
        {
            StartPart();
            writer.WriteString("text"u8, text);
            EndPart(signature);
        }
    }

    private void WriteReasoning(TextReasoningContent reasoning)
    {
        if (!ContentOrigin.IsFrom(reasoning, flavor.Protocol))
        {
            Notes.Add(CallNotes.ForeignReasoning);
            return;
        }

        string? signature = string.IsNullOrEmpty(reasoning.ProtectedData) ? null : reasoning.ProtectedData;
        if (GeminiSignatures.IsForText(reasoning, out _))
        {
            WriteText(default, signature);
        }
        else if (signature is not null || reasoning.Text.Length > 0)
        {
            StartPart();
            writer.WriteString("text"u8, reasoning.Text);
            writer.WriteBoolean("thought"u8, true);
            EndPart(signature);
        }
    }

    private void WriteCall(FunctionCallContent function)
    {
        StartPart();
        writer.WriteStartObject("functionCall"u8);
        WriteId(function.CallId);
        writer.WriteString("name"u8, function.Name);
        writer.WritePropertyName("args"u8);
        ToolArguments.WriteArguments(writer, function.Arguments);
        writer.WriteEndObject();
        string? signature = ContentOrigin.GetSignature(function, flavor.Protocol);
        if (signature is null && _mustSign)
        {
            Notes.Add("A tool call without a thought signature was sent with Google's placeholder, as this model demands one.");
            signature = GeminiSignatures.Skip;
        }

        _mustSign = false;
        EndPart(signature);
    }

    private readonly void WriteId(string id)
    {
        if (flavor.HasCallIds && !ToolCallIds.IsMinted(id))
        {
            writer.WriteString("id"u8, ToolCallIds.Map(id, MaxIdLength));
        }
    }

    private void StartPart()
    {
        if (!_open)
        {
            _open = true;
            writer.WriteStartObject();
            writer.WriteString("role"u8, _role);
            writer.WriteStartArray("parts"u8);
        }

        writer.WriteStartObject();
    }

    private readonly void EndPart(string? signature)
    {
        if (signature is not null)
        {
            writer.WriteString("thoughtSignature"u8, signature);
        }

        writer.WriteEndObject();
    }
}
