using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Writes <see cref="ChatOptions.AdditionalProperties"/>: those that Converse knows (guardrailConfig, requestMetadata, …) as fields of the
/// body, all others among the fields that Converse passes on to the model, together with the fields that the gateway's options become.
/// </summary>
internal static class BedrockExtraFields
{
    private const string ModelFields = "additionalModelRequestFields";

    public static void Write(Utf8JsonWriter writer, ChatCall call, BedrockModel model, BedrockReasoning reasoning)
    {
        if (call.Options is not { } options)
        {
            return;
        }

        if (options.RawRepresentationFactory is not null)
        {
            call.Notes.Add(
                "RawRepresentationFactory was not used: the gateway writes requests itself. Use ChatOptions.AdditionalProperties for extra fields.");
        }

        if (options.AdditionalProperties is { Count: > 0 } extras)
        {
            if (ProviderExtras.ServiceTier(options) is { } tier)
            {
                WriteTier(writer, tier);
            }

            ProviderExtras.NoteUnsent(call, "Bedrock's Converse", tier: true, budget: true);
            WriteOwnFields(writer, extras, options, call);
        }

        BedrockModelFields fields = new(writer, call);
        reasoning.Write(ref fields);
        WriteTopK(options, call, model, ref fields);
        foreach ((string name, object? value) in options.AdditionalProperties ?? [])
        {
            if (name == ModelFields)
            {
                WriteModelFields(value, call, ref fields);
            }
            else if (!IsGatewayOnly(name) && !IsOwn(name) && IsJsonLike(name, value, call))
            {
                WriteField(name, value, ref fields);
            }
        }

        fields.End();
    }

    private static void WriteOwnFields(Utf8JsonWriter writer, AdditionalPropertiesDictionary extras, ChatOptions options, ChatCall call)
    {
        foreach ((string name, object? value) in extras)
        {
            if (!IsOwn(name) || name == ModelFields || IsGatewayOnly(name))
            {
                continue;
            }

            if (name is "messages" or "system" or "inferenceConfig" or "toolConfig"
                || (name == "serviceTier" && ProviderExtras.ServiceTier(options) is not null)
                || (name == "outputConfig" && options.ResponseFormat is ChatResponseFormatJson { Schema: not null }))
            {
                call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request already has this field.");
            }
            else if (IsJsonLike(name, value, call))
            {
                if (name == "serviceTier" && value is string tier)
                {
                    WriteTier(writer, tier);
                }
                else
                {
                    writer.WritePropertyName(name);
                    ToolArguments.WriteValue(writer, value);
                }
            }
        }
    }

    private static void WriteTier(Utf8JsonWriter writer, string tier)
    {
        writer.WriteStartObject(BedrockNames.ServiceTier);
        writer.WriteString(BedrockNames.Type, tier);
        writer.WriteEndObject();
    }

    private static void WriteTopK(ChatOptions options, ChatCall call, BedrockModel model, ref BedrockModelFields fields)
    {
        if (options.TopK is not { } topK)
        {
            return;
        }

        if (model.IsClaude && !model.RefusesSampling)
        {
            fields.TryBegin("top_k")?.WriteNumberValue(topK);
        }
        else if (model.IsNova && fields.TryBegin("inferenceConfig") is { } writer)
        {
            writer.WriteStartObject();
            writer.WriteNumber(BedrockNames.TopK, topK);
            writer.WriteEndObject();
        }
        else
        {
            call.Notes.Add($"TopK was not sent: Bedrock has no field for it that {call.ModelId} is known to take.");
        }
    }

    private static void WriteModelFields(object? value, ChatCall call, ref BedrockModelFields fields)
    {
        switch (value)
        {
            case JsonElement { ValueKind: JsonValueKind.Object } element:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    WriteField(property.Name, property.Value, ref fields);
                }

                break;
            case JsonObject node:
                foreach ((string name, JsonNode? field) in node)
                {
                    WriteField(name, field, ref fields);
                }

                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                foreach ((string name, object? field) in pairs)
                {
                    if (IsJsonLike(name, field, call))
                    {
                        WriteField(name, field, ref fields);
                    }
                }

                break;
            default:
                call.Notes.Add($"AdditionalProperties[\"{ModelFields}\"] was not sent: it is no JSON object.");
                break;
        }
    }

    private static void WriteField(string name, object? value, ref BedrockModelFields fields)
    {
        if (fields.TryBegin(name) is { } writer)
        {
            ToolArguments.WriteValue(writer, value);
        }
    }

    // The fields of Converse's body. The marks of the cache have been written, and schemas are always strict here.
    private static bool IsOwn(string name) => name is "guardrailConfig" or "performanceConfig" or "requestMetadata" or "serviceTier"
        or "promptVariables" or "additionalModelResponseFieldPaths" or "outputConfig" or "messages" or "system" or "inferenceConfig"
            or "toolConfig"
        or ModelFields;

    private static bool IsGatewayOnly(string name) =>
        name is BedrockCachePoint.Key or "strict" || name.StartsWith("modelgateway.", StringComparison.Ordinal);

    private static bool IsJsonLike(string name, object? value, ChatCall call)
    {
        bool isJson = value switch
        {
            null or string or JsonElement or JsonNode => true,
            IConvertible => value is not (DateTime or DBNull or Enum),
            _ => AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value.GetType(), out _) && value is System.Collections.IEnumerable,
        };
        if (!isJson)
        {
            call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: a {value!.GetType().Name} cannot be written as JSON.");
        }

        return isJson;
    }
}
