using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>What an answer says about itself: its end, usage, and what has no place of its own (latency, trace, tier), under the wire's names.</summary>
internal sealed class BedrockEnding
{
    private AdditionalPropertiesDictionary? _properties;

    public ChatFinishReason? FinishReason { get; private set; }

    public UsageDetails? Usage { get; private set; }

    /// <summary>The properties; null where there are none.</summary>
    public AdditionalPropertiesDictionary? Properties => _properties;

    /// <summary>Reads the property whose name the reader stands on.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("stopReason"u8))
        {
            reader.Read();
            FinishReason = ReasonOf(JsonFields.ReadString(ref reader));
        }
        else if (reader.ValueTextEquals("usage"u8))
        {
            reader.Read();
            Usage = BedrockUsageReader.Read(ref reader) ?? Usage;
        }
        else if (reader.ValueTextEquals("metrics"u8))
        {
            reader.Read();
            ReadMetrics(ref reader);
        }
        else if (reader.ValueTextEquals("trace"u8) || reader.ValueTextEquals("serviceTier"u8) || reader.ValueTextEquals("performanceConfig"u8)
            || reader.ValueTextEquals("additionalModelResponseFields"u8))
        {
            string name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                (_properties ??= [])[name] = JsonElement.ParseValue(ref reader);
            }
        }
        else
        {
            JsonFields.SkipValue(ref reader);
        }
    }

    private void ReadMetrics(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool isLatency = reader.ValueTextEquals("latencyMs"u8);
            reader.Read();
            if (isLatency && JsonFields.ReadCount(ref reader) is { } latency)
            {
                (_properties ??= [])["latencyMs"] = latency;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    // Those without a counterpart (model_context_window_exceeded, malformed_tool_use) keep their own name.
    private static ChatFinishReason? ReasonOf(string? reason) => reason switch
    {
        "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        "tool_use" => ChatFinishReason.ToolCalls,
        "max_tokens" => ChatFinishReason.Length,
        "guardrail_intervened" or "content_filtered" => ChatFinishReason.ContentFilter,
        null or "" => null,
        _ => new ChatFinishReason(reason),
    };
}
