using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>How an answer ended, its usage, and the fields that only Bedrock has (latency, trace, tier), under the wire's names.</summary>
internal sealed class BedrockEnding
{
    private AdditionalPropertiesDictionary? _properties;

    public ChatFinishReason? FinishReason { get; private set; }

    public UsageDetails? Usage { get; private set; }

    /// <summary>The properties; null where there are none.</summary>
    public AdditionalPropertiesDictionary? Properties => _properties;

    /// <summary>Reads the property that the reader stands on.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(BedrockNames.StopReason))
        {
            FinishReason = BedrockWords.ReadFinishReason(JsonFields.ReadStringValue(ref reader));
        }
        else if (reader.ValueTextEquals(BedrockNames.Usage))
        {
            reader.Read();
            Usage = BedrockUsage.Reader.Read(ref reader) ?? Usage;
        }
        else if (reader.ValueTextEquals(BedrockNames.Metrics))
        {
            reader.Read();
            ReadMetrics(ref reader);
        }
        else if (reader.ValueTextEquals(BedrockNames.Trace) || reader.ValueTextEquals(BedrockNames.ServiceTier)
            || reader.ValueTextEquals(BedrockNames.PerformanceConfig)
            || reader.ValueTextEquals(BedrockNames.AdditionalModelResponseFields))
        {
            string name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                JsonElement value = WireJson.ReadMended(ref reader);
                (_properties ??= [])[name] = value;
                if (name == "serviceTier" && value.ValueKind == JsonValueKind.Object
                    && value.TryGetProperty(BedrockNames.Type, out JsonElement tier) && tier.ValueKind == JsonValueKind.String)
                {
                    _properties[AnswerProperties.ServiceTier] = tier.GetString();
                }
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
            bool isLatency = reader.ValueTextEquals(BedrockNames.LatencyMs);
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
}
