using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Writes the body: the model, the messages and the options.</summary>
internal static class OllamaRequestWriter
{
    public const string Service = "Ollama";

    public static void Write(IBufferWriter<byte> output, ChatCall call)
    {
        ChatOptions? options = call.Options;
        if (options is not null)
        {
            RefuseState(options);
            WireRequest.NoteBackground(call, Service);
        }

        Utf8JsonWriter writer = JsonWriters.Rent(output);
        writer.WriteStartObject();
        writer.WriteString(OllamaNames.Model, call.ModelId);
        new OllamaMessageWriter(writer, call).WriteAll();

        // Ollama streams by default, so the field is always written.
        writer.WriteBoolean(OllamaNames.Stream, call.Streaming);
        OllamaOptionWriter.Write(writer, call);
        if (options is not null)
        {
            new OllamaThinking(writer, call).Write(options.Reasoning);
            WriteFormat(writer, options.ResponseFormat);
            new OllamaToolWriter(writer, call, options).Write();
            OllamaExtraFields.Write(writer, call, options);
            NoteUnused(call.Notes, options);
            ProviderExtras.NoteUnsent(call, Service);
        }

        writer.WriteEndObject();
        JsonWriters.Return(writer);
    }

    private static void RefuseState(ChatOptions options)
    {
        if (options.ConversationId is not null)
        {
            throw ProtocolError.Unsupported(
                "ConversationId cannot be sent: Ollama keeps no conversations. Send the whole history instead.");
        }

        if (options.ContinuationToken is not null)
        {
            throw ProtocolError.Unsupported("Ollama has no background responses: unset ContinuationToken.");
        }
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return;
        }

        if (json.Schema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            writer.WritePropertyName(OllamaNames.Format);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
        }
        else
        {
            writer.WriteString(OllamaNames.Format, OllamaWords.Json);
        }
    }

    private static void NoteUnused(CallNotes notes, ChatOptions options)
    {
        if (options.RawRepresentationFactory is not null)
        {
            notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }

        if (options.AllowMultipleToolCalls is not null && options.Tools is { Count: > 0 })
        {
            notes.OptionNotSent("AllowMultipleToolCalls", Service);
        }
    }
}
