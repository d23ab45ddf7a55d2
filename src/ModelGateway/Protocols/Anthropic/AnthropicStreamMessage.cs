using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// The facts of a streamed message as a whole: at its start (<c>message_start</c>) and at its end (<c>message_delta</c>).
/// </summary>
internal sealed class AnthropicStreamMessage
{
    private CompoundUsageDetails? _usage;
    private AnthropicEnding _ending;

    public bool HasStarted { get; private set; }

    public string? Id { get; private set; }

    public string? ModelId { get; private set; }

    public ChatFinishReason? FinishReason => _ending.FinishReason;

    /// <summary>What was reported so far.</summary>
    public UsageDetails? Usage => _usage is null ? null : AnthropicUsage.Snapshot(_usage);

    public void ReadStart(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data, WireJson.Options);
        WireJson.Enter(ref reader);
        bool hasMessage = false;
        while (JsonFields.NextProperty(ref reader))
        {
            bool isMessage = reader.ValueTextEquals(AnthropicNames.Message);
            reader.Read();
            if (isMessage)
            {
                hasMessage = true;
                ReadMessage(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        WireJson.ExpectEnd(ref reader);
        HasStarted = hasMessage ? true : throw new JsonException("The first event has no message.");
    }

    public void ReadDelta(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data, WireJson.Options);
        WireJson.Enter(ref reader);
        while (JsonFields.NextProperty(ref reader))
        {
            bool isDelta = reader.ValueTextEquals(AnthropicNames.Delta);
            bool isUsage = reader.ValueTextEquals(AnthropicNames.Usage);
            bool isManagement = reader.ValueTextEquals(AnthropicNames.ContextManagement);
            reader.Read();
            if (isUsage)
            {
                AnthropicUsage.Read(ref reader, ref _usage);
            }
            else if (isDelta)
            {
                ReadEnding(ref reader);
            }
            else if (!isManagement || !_ending.TryRead(ref reader, AnthropicProperty.ContextManagement))
            {
                reader.Skip();
            }
        }

        WireJson.ExpectEnd(ref reader);
    }

    /// <summary>The contents of the last update: the explanation of a refusal, and the usage.</summary>
    public List<AIContent> CreateLastContents()
    {
        List<AIContent> contents = new(1);
        if (_ending.CreateRefusal() is { } refusal)
        {
            contents.Add(refusal);
        }

        if (_ending.CreateContainer() is { } container)
        {
            contents.Add(container);
        }

        if (_usage is not null)
        {
            AnthropicUsage.Reader.Settle(_usage);
            contents.Add(new UsageContent(_usage));
        }

        return contents;
    }

    public AdditionalPropertiesDictionary? CreateProperties(ChatOptions? options) => _ending.CreateProperties(_usage, options);

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            AnthropicProperty property = AnthropicProperties.Find(ref reader);
            reader.Read();
            switch (property)
            {
                case AnthropicProperty.Id: Id = SurrogateHalves.ReadString(in reader); break;
                case AnthropicProperty.Model: ModelId = SurrogateHalves.ReadString(in reader); break;
                case AnthropicProperty.Usage: AnthropicUsage.Read(ref reader, ref _usage); break;
                default:
                    if (!_ending.TryRead(ref reader, property))
                    {
                        reader.Skip();
                    }

                    break;
            }
        }
    }

    private void ReadEnding(ref Utf8JsonReader reader)
    {
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            AnthropicProperty property = AnthropicProperties.Find(ref reader);
            reader.Read();
            if (!_ending.TryRead(ref reader, property))
            {
                reader.Skip();
            }
        }
    }
}
