using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Diagnostics;

/// <summary>
/// Puts prompts and answers on an attempt's span, by OpenTelemetry's GenAI conventions (<c>gen_ai.input.messages</c>). Called only where
/// sensitive data is enabled.
/// </summary>
internal sealed class MessageContent
{
    private readonly Utf8JsonWriter _writer;

    private MessageContent(Utf8JsonWriter writer)
    {
        _writer = writer;
    }

    public static void SetInput(Activity activity, IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        if (instructions is not null)
        {
            activity.SetTag("gen_ai.system_instructions", Write(content => content.WriteParts([new TextContent(instructions)])));
        }

        activity.SetTag("gen_ai.input.messages", Write(content => content.WriteMessages(messages, null)));
    }

    public static void SetOutput(Activity activity, IEnumerable<ChatMessage> messages, ChatFinishReason? reason) =>
        activity.SetTag("gen_ai.output.messages", Write(content => content.WriteMessages(messages, reason)));

    private static string Write(Action<MessageContent> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            write(new MessageContent(writer));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteMessages(IEnumerable<ChatMessage> messages, ChatFinishReason? reason)
    {
        _writer.WriteStartArray();
        foreach (ChatMessage message in messages)
        {
            _writer.WriteStartObject();
            _writer.WriteString("role", message.Role.Value);
            _writer.WritePropertyName("parts");
            WriteParts(message.Contents);
            if (reason is { } finished)
            {
                _writer.WriteString("finish_reason", finished.Value);
            }

            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }

    private void WriteParts(IEnumerable<AIContent> contents)
    {
        _writer.WriteStartArray();
        foreach (AIContent content in contents)
        {
            _writer.WriteStartObject();
            WritePart(content);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }

    private void WritePart(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                WritePart("text", "content", text.Text);
                break;
            case TextReasoningContent reasoning:
                WritePart("reasoning", "content", reasoning.Text);
                break;
            case FunctionCallContent call:
                WritePart("tool_call", "name", call.Name);
                _writer.WriteString("id", call.CallId);
                _writer.WriteString(
                    "arguments", string.Join(", ", call.Arguments?.Select(argument => $"{argument.Key}: {argument.Value}") ?? []));
                break;
            case FunctionResultContent result:
                WritePart("tool_call_response", "response", result.Result?.ToString() ?? "");
                _writer.WriteString("id", result.CallId);
                break;
            default:
                _writer.WriteString("type", content.GetType().Name);
                break;
        }
    }

    private void WritePart(string type, string name, string value)
    {
        _writer.WriteString("type", type);
        _writer.WriteString(name, value);
    }
}
