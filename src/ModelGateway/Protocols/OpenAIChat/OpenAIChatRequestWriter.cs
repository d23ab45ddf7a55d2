using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes the body of a request: the model, the messages and the options.</summary>
internal readonly ref struct OpenAIChatRequestWriter(Utf8JsonWriter writer, ChatCall call, ChatDialect dialect)
{
    public static void Write(IBufferWriter<byte> output, ChatCall call, ChatDialect dialect)
    {
        WireRequest.RefuseState(call.Options, dialect.Service);
        WireRequest.NoteBackground(call, dialect.Service);
        WireRequest.Write(
            output, (Call: call, Dialect: dialect), static (writer, request) =>
                new OpenAIChatRequestWriter(writer, request.Call, request.Dialect).WriteBody());
    }

    private void WriteBody()
    {
        writer.WriteStartObject();
        writer.WriteString(OpenAIChatNames.Model, call.ModelId);
        writer.WritePropertyName(OpenAIChatNames.Messages);
        using (OpenAIChatMessageWriter messages = new(writer, call, dialect))
        {
            messages.WriteAll();
        }

        if (call.Streaming)
        {
            writer.WriteBoolean(OpenAIChatNames.Stream, true);
            WriteStreamOptions();
        }

        if (call.MaxOutputTokens is { } limit)
        {
            writer.WriteNumber(dialect.OutputLimit, limit);
        }

        if (call.Options is { } options)
        {
            WriteOptions(options);
            new OpenAIChatExtraFields(writer, call, options, dialect).Write();
        }

        writer.WriteEndObject();
    }

    private void WriteStreamOptions()
    {
        if (!dialect.Has(ChatFeatures.StreamUsage))
        {
            return; // The service sends usage without being asked.
        }

        writer.WriteStartObject(OpenAIChatNames.StreamOptions);
        writer.WriteBoolean(OpenAIChatNames.IncludeUsage, true);
        if (dialect.Has(ChatFeatures.Obfuscation))
        {
            // The padding hides the lengths of chunks on the wire and doubles the bytes to read. OpenAI offers to leave it out on trusted
            // networks.
            writer.WriteBoolean(OpenAIChatNames.IncludeObfuscation, false);
        }

        writer.WriteEndObject();
    }

    private void WriteOptions(ChatOptions options)
    {
        WriteSampling(options);
        new StopSequences(call, dialect.Service, dialect.MostStopSequences).Write(writer, OpenAIChatNames.Stop);
        if (options.RawRepresentationFactory is not null)
        {
            call.Notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }

        new OpenAIChatReasoningWriter(writer, call, options, dialect).Write();
        new OpenAIChatResponseFormatWriter(writer, call, options, dialect).Write();
        new OpenAIChatToolWriter(writer, call, options, dialect).Write();
    }

    private void WriteSampling(ChatOptions options)
    {
        WireRequest.WriteNumber(writer, OpenAIChatNames.Temperature, options.Temperature);
        WireRequest.WriteNumber(writer, OpenAIChatNames.TopP, options.TopP);
        if (options.FrequencyPenalty is { } frequency && Takes(ChatFeatures.Penalties, "FrequencyPenalty"))
        {
            writer.WriteNumber(OpenAIChatNames.FrequencyPenalty, frequency);
        }

        if (options.PresencePenalty is { } presence && Takes(ChatFeatures.Penalties, "PresencePenalty"))
        {
            writer.WriteNumber(OpenAIChatNames.PresencePenalty, presence);
        }

        if (options.Seed is { } seed && Takes(ChatFeatures.Seed, "Seed"))
        {
            writer.WriteNumber(OpenAIChatNames.Seed, seed);
        }

        if (options.TopK is { } topK && Takes(ChatFeatures.TopK, "TopK"))
        {
            writer.WriteNumber(OpenAIChatNames.TopK, topK);
        }
    }

    private bool Takes(ChatFeatures feature, string option)
    {
        bool takes = dialect.Has(feature);
        if (!takes)
        {
            call.Notes.OptionNotSent(option, dialect.Service);
        }

        return takes;
    }
}
