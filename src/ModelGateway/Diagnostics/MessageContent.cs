using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Diagnostics;

/// <summary>
/// Prompts and answers on an attempt's span, in the form of OpenTelemetry's GenAI conventions (<c>gen_ai.input.messages</c>). Only called
/// where sensitive data is enabled.
/// </summary>
internal static class MessageContent
{
    public static void SetInput(Activity activity, IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        if (instructions is not null)
        {
            activity.SetTag("gen_ai.system_instructions", Write(writer => WriteParts(writer, [new TextContent(instructions)])));
        }

        activity.SetTag("gen_ai.input.messages", WriteMessages(messages, null));
    }

    public static void SetOutput(Activity activity, IEnumerable<ChatMessage> messages, ChatFinishReason? reason) =>
        activity.SetTag("gen_ai.output.messages", WriteMessages(messages, reason));

    private static string WriteMessages(IEnumerable<ChatMessage> messages, ChatFinishReason? reason) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (ChatMessage message in messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role", message.Role.Value);
            writer.WritePropertyName("parts");
            WriteParts(writer, message.Contents);
            if (reason is { } finished)
            {
                writer.WriteString("finish_reason", finished.Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteParts(Utf8JsonWriter writer, IEnumerable<AIContent> contents)
    {
        writer.WriteStartArray();
        foreach (AIContent content in contents)
        {
            writer.WriteStartObject();
            switch (content)
            {
                case TextContent text:
                    WritePart(writer, "text", "content", text.Text);
                    break;
                case TextReasoningContent reasoning:
                    WritePart(writer, "reasoning", "content", reasoning.Text);
                    break;
                case FunctionCallContent call:
                    WritePart(writer, "tool_call", "name", call.Name);
                    writer.WriteString("id", call.CallId);
                    writer.WriteString("arguments", string.Join(", ", call.Arguments?.Select(argument => $"{argument.Key}: {argument.Value}") ?? []));
                    break;
                case FunctionResultContent result:
                    WritePart(writer, "tool_call_response", "response", result.Result?.ToString() ?? "");
                    writer.WriteString("id", result.CallId);
                    break;
                default:
                    writer.WriteString("type", content.GetType().Name);
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter writer, string type, string name, string value)
    {
        writer.WriteString("type", type);
        writer.WriteString(name, value);
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
