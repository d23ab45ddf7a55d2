using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// Reads the objects of an answer. A whole answer is one object, a stream is many lines, each with the next part of the answer.
/// </summary>
internal sealed class OllamaAnswerReader(ChatCall call)
{
    private readonly OllamaMessageReader _message = new(call);
    private OllamaMetrics _metrics;
    private string? _doneReason;

    public string? ModelId { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>Whether the object that ends the answer was read.</summary>
    public bool IsDone { get; private set; }

    public bool HasMessage { get; private set; }

    public ChatFinishReason Finish => OllamaWords.ReadDoneReason(_doneReason, _message.HasCalls);

    public UsageDetails? Usage => _metrics.ToUsage();

    /// <summary>How long the server took for each step, in nanoseconds, under Ollama's names.</summary>
    public AdditionalPropertiesDictionary? Durations => _metrics.Durations;

    /// <summary>Appends what is left at the end of a stream.</summary>
    public void Complete(ref List<AIContent>? contents) => _message.Complete(ref contents);

    /// <summary>Reads one object.</summary>
    public void Read(ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        try
        {
            Utf8JsonReader reader = new(json, WireJson.Options);
            WireJson.Enter(ref reader);

            while (JsonFields.NextProperty(ref reader))
            {
                ReadProperty(ref reader, json, ref contents);
            }

            WireJson.ExpectEnd(ref reader);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private void ReadProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (reader.ValueTextEquals(OllamaNames.Message))
        {
            reader.Read();
            HasMessage |= reader.TokenType == JsonTokenType.StartObject;
            _message.Read(ref reader, json, ref contents);
        }
        else if (reader.ValueTextEquals(OllamaNames.Model))
        {
            reader.Read();
            if (ModelId is null || reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals(ModelId))
            {
                ModelId = JsonFields.ReadString(ref reader);
            }
        }
        else if (reader.ValueTextEquals(OllamaNames.CreatedAt))
        {
            reader.Read();
            CreatedAt ??= reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset time) ? time : null;
        }
        else if (reader.ValueTextEquals(OllamaNames.Done))
        {
            reader.Read();
            IsDone |= reader.TokenType != JsonTokenType.Null && reader.GetBoolean();
        }
        else if (reader.ValueTextEquals(OllamaNames.DoneReason))
        {
            _doneReason = JsonFields.ReadStringValue(ref reader) ?? _doneReason;
        }
        else if (reader.ValueTextEquals(OllamaNames.Error))
        {
            reader.Read();
            if (ErrorBody.IsError(ref reader, json))
            {
                throw new ProviderException(OllamaErrorReader.Read(statusCode: null, json));
            }
        }
        else if (!_metrics.TryRead(ref reader))
        {
            reader.Skip();
        }
    }
}
