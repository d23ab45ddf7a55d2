using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// The facts of a streamed message as a whole: at its start (<c>message_start</c>) and at its end (<c>message_delta</c>).
/// </summary>
internal sealed class AnthropicStreamMessage
{
    private readonly AnthropicUsageReader _usage = new();
    private AnthropicEnding _ending;

    public bool HasStarted { get; private set; }

    public string? Id { get; private set; }

    public string? ModelId { get; private set; }

    public ChatFinishReason? FinishReason => _ending.FinishReason;

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
            reader.Read();
            if (isUsage)
            {
                _usage.Read(ref reader);
            }
            else if (isDelta)
            {
                ReadEnding(ref reader);
            }
            else
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

        if (_usage.Create() is { } usage)
        {
            contents.Add(new UsageContent(usage));
        }

        return contents;
    }

    public AdditionalPropertiesDictionary? CreateProperties() => _ending.CreateProperties();

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            AnthropicProperty property = AnthropicProperties.Find(ref reader);
            reader.Read();
            switch (property)
            {
                case AnthropicProperty.Id: Id = reader.GetString(); break;
                case AnthropicProperty.Model: ModelId = reader.GetString(); break;
                case AnthropicProperty.Usage: _usage.Read(ref reader); break;
                default: reader.Skip(); break;
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
