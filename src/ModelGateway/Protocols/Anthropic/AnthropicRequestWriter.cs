using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Options;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Writes a request's body: the top-level fields and options.</summary>
internal static class AnthropicRequestWriter
{
    public static void Write(IBufferWriter<byte> output, ChatCall call, AnthropicFlavor flavor)
    {
        Utf8JsonWriter writer = JsonWriters.Rent(output);
        AnthropicBody body = new(writer, call, flavor);
        AnthropicModel model = AnthropicModel.Parse(call.ModelId);
        AnthropicReasoning reasoning = AnthropicReasoning.Decide(call, model);

        writer.WriteStartObject();
        if (flavor.Version is { } version)
        {
            writer.WriteString(AnthropicNames.AnthropicVersion, version);
        }
        else
        {
            writer.WriteString(AnthropicNames.Model, call.ModelId);
        }

        writer.WriteNumber(AnthropicNames.MaxTokens, reasoning.MaxTokens);
        if (call.Streaming)
        {
            writer.WriteBoolean(AnthropicNames.Stream, true);
        }

        WriteReasoning(writer, reasoning, ref body);
        if (call.Options is { } options)
        {
            RefuseStatefulOptions(options);
            WireRequest.NoteBackground(call, AnthropicNames.Service);
            WriteOutputConfig(writer, options, reasoning, ref body);
            AnthropicSamplingWriter.Write(writer, call, model, reasoning.IsThinking, ref body);
            AnthropicToolWriter.Write(writer, options, ref body);
            AnthropicContainer.Write(writer, options, ref body);
            WriteExtras(writer, options, ref body);
        }

        AnthropicSystemWriter.Write(writer, call, model.TakesSystemWithin, ref body);
        AnthropicMessageWriter.Write(writer, call, model.TakesSystemWithin);
        body.WriteExtras();
        writer.WriteEndObject();
        JsonWriters.Return(writer);
    }

    private static void WriteExtras(Utf8JsonWriter writer, ChatOptions options, ref AnthropicBody body)
    {
        if (options.AdditionalProperties is not { Count: > 0 } properties)
        {
            return;
        }

        bool hasFields = body.Flavor.HasRequestFields;
        if (hasFields && ProviderExtras.ServiceTier(options) is { } tier)
        {
            body.Begin("service_tier");
            writer.WriteString(AnthropicNames.ServiceTier, tier);
        }

        if (ContentOrigin.ReadString(properties, ProviderOptionNames.CacheBreakpoint) is { } timeToLive)
        {
            body.Begin(AnthropicCacheControl.Key);
            body.WriteCacheControl(timeToLive);
        }

        ProviderExtras.NoteUnsent(body.Call, AnthropicNames.Service, tier: hasFields, budget: true);
    }

    private static void WriteReasoning(Utf8JsonWriter writer, AnthropicReasoning reasoning, ref AnthropicBody body)
    {
        if (reasoning.Thinking is null)
        {
            return;
        }

        body.Begin("thinking");
        writer.WriteStartObject(AnthropicNames.Thinking);
        writer.WriteString(AnthropicNames.Type, reasoning.Thinking);
        if (reasoning.Budget > 0)
        {
            writer.WriteNumber(AnthropicNames.BudgetTokens, reasoning.Budget);
        }

        if (reasoning.Display is not null)
        {
            writer.WriteString(AnthropicNames.Display, reasoning.Display);
        }

        writer.WriteEndObject();
    }

    private static void WriteOutputConfig(Utf8JsonWriter writer, ChatOptions options, AnthropicReasoning reasoning, ref AnthropicBody body)
    {
        ChatResponseFormatJson? json = options.ResponseFormat as ChatResponseFormatJson;
        if (json is { Schema: null })
        {
            body.Call.Notes.Add(
                "ResponseFormat JSON was not sent: Anthropic has no JSON mode without a schema. Ask for JSON in the prompt, or give a schema.");
        }

        if (json?.Schema is null && reasoning.Effort is null)
        {
            return;
        }

        body.Begin("output_config");
        writer.WriteStartObject(AnthropicNames.OutputConfig);
        if (reasoning.Effort is not null)
        {
            writer.WriteString(AnthropicNames.Effort, reasoning.Effort);
        }

        if (json?.Schema is not null)
        {
            AdaptedSchema schema = SchemaNotes.Adapt(json, SchemaDialects.Claude, body.Call.Notes);
            writer.WriteStartObject(AnthropicNames.Format);
            writer.WriteString(AnthropicNames.Type, "json_schema"u8);
            writer.WritePropertyName(AnthropicNames.Schema);
            schema.Write(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void RefuseStatefulOptions(ChatOptions options)
    {
        if (options.ConversationId is not null)
        {
            throw ProtocolError.Unsupported("Anthropic keeps no conversations: leave ConversationId out and send the whole history.");
        }

        if (options.ContinuationToken is not null)
        {
            throw ProtocolError.Unsupported("Anthropic cannot continue a response: leave ContinuationToken out.");
        }
    }
}
