using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Gemini;

/// <summary>The body of <c>generateContent</c>.</summary>
internal static class GeminiRequestWriter
{
    private const string StrictKey = "strict";

    public static void Write(IBufferWriter<byte> output, ChatCall call, GeminiFlavor flavor)
    {
        ChatOptions? options = call.Options;
        Refuse(options);
        Utf8JsonWriter writer = JsonWriters.Rent(output);
        writer.WriteStartObject();
        bool hasSystem = new GeminiMessageWriter(writer, call, flavor).WriteSystem();
        new GeminiMessageWriter(writer, call, flavor).WriteContents();
        new GeminiToolWriter(writer, call, flavor).WriteTools();
        new GeminiToolConfigWriter(writer, call).Write();
        new GeminiGenerationConfigWriter(writer, call).Write();
        if (options?.AdditionalProperties is { Count: > 0 } extras)
        {
            if (flavor.HasServiceTier && ProviderExtras.ServiceTier(options) is { } tier)
            {
                writer.WriteString(GeminiNames.ServiceTier, tier);
            }

            foreach ((string name, object? value) in extras)
            {
                if (flavor.Refuses(name) is { } reason)
                {
                    call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: {reason}.");
                }
                else
                {
                    WriteExtra(writer, name, value, IsWritten(name, options, hasSystem), call.Notes);
                }
            }
        }

        NoteUnused(options, call.Notes);
        ProviderExtras.NoteUnsent(call, "Gemini", tier: true, budget: true);
        writer.WriteEndObject();
        JsonWriters.Return(writer);
    }

    /// <summary>Whether an additional property can be written as JSON.</summary>
    public static bool IsJson(object? value) =>
        value is null or string or bool or int or long or double or JsonElement or System.Text.Json.Nodes.JsonNode
        || (value is not Delegate && AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value.GetType(), out JsonTypeInfo? _));

    /// <summary>An additional property as JSON; undefined where it is none, or absent.</summary>
    public static JsonElement ReadExtra(object? value) => value switch
    {
        null => default,
        JsonElement element => element,
        _ when !IsJson(value) => default,
        _ => JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType())),
    };

    private static bool IsWritten(string name, ChatOptions options, bool hasSystem) => name switch
    {
        "contents" => true,
        "systemInstruction" or "system_instruction" => hasSystem,
        "serviceTier" or "service_tier" => ProviderExtras.ServiceTier(options) is not null,
        _ => false,
    };

    private static void WriteExtra(Utf8JsonWriter writer, string name, object? value, bool written, CallNotes notes)
    {
        if (name is StrictKey or GeminiGenerationConfigWriter.Name or "tools" or "toolConfig" or "tool_config"
            || GeminiGenerationConfigWriter.IsOption(name)
            || name.StartsWith("modelgateway.", StringComparison.Ordinal))
        {
            // A schema is always enforced, and the other properties are merged into fields that the gateway writes.
            return;
        }

        if (written)
        {
            notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request already has this field.");
        }
        else if (IsJson(value))
        {
            writer.WritePropertyName(name);
            ToolArguments.WriteValue(writer, value);
        }
        else
        {
            notes.Add($"AdditionalProperties[\"{name}\"] was not sent: a {value!.GetType().Name} is no JSON.");
        }
    }

    private static void Refuse(ChatOptions? options)
    {
        if (options is null)
        {
            return;
        }

        if (options.ConversationId is not null)
        {
            throw ProtocolError.Unsupported(
                "Gemini's generateContent keeps no conversations: send the messages instead of ConversationId.");
        }

        if (options.ContinuationToken is not null)
        {
            throw ProtocolError.Unsupported(
                "Gemini's generateContent has no background responses: unset ContinuationToken.");
        }
    }

    private static void NoteUnused(ChatOptions? options, CallNotes notes)
    {
        if (options?.AllowBackgroundResponses is true)
        {
            notes.OptionNotSent(nameof(options.AllowBackgroundResponses), GeminiNames.Service);
        }

        if (options?.RawRepresentationFactory is not null)
        {
            notes.Add("RawRepresentationFactory was not used: the gateway writes the request itself; set AdditionalProperties instead.");
        }

        if (options?.AllowMultipleToolCalls == false)
        {
            notes.OptionNotSent("AllowMultipleToolCalls", "Gemini");
        }
    }
}
