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
                new GeminiMediaWriter(writer, flavor).WriteData(data);
                EndPart(ContentOrigin.GetSignature(data, flavor.Protocol));
                break;
            case UriContent uri:
                StartPart();
                new GeminiMediaWriter(writer, flavor).WriteUri(uri);
                EndPart(signature: null);
                break;
            case HostedFileContent file:
                StartPart();
                new GeminiMediaWriter(writer, flavor).WriteFile(file);
                EndPart(signature: null);
                break;
            case ErrorContent or UsageContent or ToolCallDeltaContent: break;
            case ToolCallContent or ToolResultContent:
                Notes.LeftOut(content, GeminiNames.Service);
                break;
            case not null when content.GetType() == typeof(AIContent):
                if (!ContentOrigin.IsFrom(content, flavor.Protocol))
                {
                    Notes.LeftOut(content, GeminiNames.Service);
                }

                break;
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
        writer.WriteStartObject(GeminiNames.FunctionResponse);
        WriteId(result.CallId);
        writer.WriteString(GeminiNames.Name, name);
        new GeminiResultWriter(writer, flavor).Write(result);
        writer.WriteEndObject();
        EndPart(signature: null);
    }

    private void WriteText(ReadOnlySpan<char> text, string? signature)
    {
        if (!text.IsEmpty || signature is not null)
        {
            StartPart();
            writer.WriteString(GeminiNames.Text, text);
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
            writer.WriteString(GeminiNames.Text, reasoning.Text);
            writer.WriteBoolean(GeminiNames.Thought, true);
            EndPart(signature);
        }
    }

    private void WriteCall(FunctionCallContent function)
    {
        StartPart();
        writer.WriteStartObject(GeminiNames.FunctionCall);
        WriteId(function.CallId);
        writer.WriteString(GeminiNames.Name, function.Name);
        writer.WritePropertyName(GeminiNames.Args);
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
            writer.WriteString(GeminiNames.Id, ToolCallIds.Map(id, MaxIdLength));
        }
    }

    private void StartPart()
    {
        if (!_open)
        {
            _open = true;
            writer.WriteStartObject();
            writer.WriteString(GeminiNames.Role, _role);
            writer.WriteStartArray(GeminiNames.Parts);
        }

        writer.WriteStartObject();
    }

    private readonly void EndPart(string? signature)
    {
        if (signature is not null)
        {
            writer.WriteString(GeminiNames.ThoughtSignature, signature);
        }

        writer.WriteEndObject();
    }
}
