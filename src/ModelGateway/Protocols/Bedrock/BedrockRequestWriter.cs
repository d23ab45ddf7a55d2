using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Writes a request's body: the top-level fields and options.</summary>
internal static class BedrockRequestWriter
{
    public static void Write(IBufferWriter<byte> output, ChatCall call)
    {
        BedrockModel model = BedrockModel.Parse(call.ModelId);
        BedrockReasoning reasoning = BedrockReasoning.Decide(call, model);
        Utf8JsonWriter writer = JsonWriters.Rent(output);
        writer.WriteStartObject();
        BedrockInferenceWriter.Write(writer, call, model, reasoning);
        BedrockToolWriter.Write(writer, call, model);
        if (call.Options is { } options)
        {
            RefuseStatefulOptions(options);
            WireRequest.NoteBackground(call, BedrockNames.Service);
            BedrockOutputConfigWriter.Write(writer, options, call, model);
        }

        BedrockSystemWriter.Write(writer, call);
        BedrockMessageWriter.Write(writer, call, model);
        BedrockExtraFields.Write(writer, call, model, reasoning);
        writer.WriteEndObject();
        JsonWriters.Return(writer);
    }

    private static void RefuseStatefulOptions(ChatOptions options)
    {
        if (options.ConversationId is not null)
        {
            throw ProtocolError.Unsupported(
                "Bedrock's Converse keeps no conversations: leave ConversationId out and send the whole history.");
        }

        if (options.ContinuationToken is not null)
        {
            throw ProtocolError.Unsupported("Bedrock's Converse cannot continue a response: leave ContinuationToken out.");
        }
    }
}
