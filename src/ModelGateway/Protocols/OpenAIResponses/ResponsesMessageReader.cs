using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Reads a message item: text with what it cites, and refusals.</summary>
internal ref struct ResponsesMessageReader(ResponsesItemReader items, bool isShown)
{
    private string? _id;
    private string? _phase;
    private bool _begun;

    public bool Refused { get; private set; }

    /// <summary>Reads the item; of text that was shown in pieces already only the citations are left.</summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        Utf8JsonReader parts = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(ResponsesNames.Content))
            {
                reader.Read();
                parts = reader;
                reader.Skip();
            }
            else if (reader.ValueTextEquals(ResponsesNames.Id))
            {
                _id = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.Phase))
            {
                _phase = JsonFields.ReadStringValue(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (parts.TokenType == JsonTokenType.String)
        {
            AddText(SurrogateHalves.ReadString(in parts)!, null, ref contents);
        }
        else if (parts.TokenType != JsonTokenType.None && JsonFields.StartsArray(ref parts))
        {
            while (parts.Read() && parts.TokenType != JsonTokenType.EndArray)
            {
                ReadPart(ref parts, json, ref contents);
            }
        }
    }

    private void ReadPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        string? text = null;
        string? refusal = null;
        List<AIAnnotation>? annotations = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(ResponsesNames.Text))
            {
                reader.Read();
                text = isShown ? null : JsonFields.ReadString(ref reader);
                reader.Skip();
            }
            else if (reader.ValueTextEquals(ResponsesNames.Refusal))
            {
                refusal = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.Annotations))
            {
                reader.Read();
                ResponsesAnnotationReader.Read(ref reader, ref annotations);
            }
            else if (reader.ValueTextEquals(ResponsesNames.LogProbs))
            {
                KeepLogProbs(JsonFields.ReadRawValue(ref reader, json));
            }
            else
            {
                reader.Skip();
            }
        }

        Add(text, refusal, annotations, ref contents);
    }

    // Most answers have an empty list.
    private readonly void KeepLogProbs(ReadOnlySpan<byte> json)
    {
        if (json.Length > 2)
        {
            items.Keep().Append(AnswerProperties.LogProbs, json);
        }
    }

    private void Add(string? text, string? refusal, List<AIAnnotation>? annotations, ref List<AIContent>? contents)
    {
        if (!string.IsNullOrEmpty(text) || annotations is not null)
        {
            AddText(text ?? "", annotations, ref contents);
        }

        if (!string.IsNullOrEmpty(refusal))
        {
            Refused = true;
            (contents ??= new(1)).Add(new ErrorContent(refusal) { ErrorCode = "Refusal" });
        }
    }

    private void AddText(string text, List<AIAnnotation>? annotations, ref List<AIContent>? contents)
    {
        if (isShown && annotations is null)
        {
            return;
        }

        // The text itself was shown in pieces; this content only adds their citations.
        TextContent content = items.CreateText(text, _begun || isShown ? null : _id, _begun || isShown ? null : _phase);
        content.Annotations = annotations;
        _begun = true;
        (contents ??= new(1)).Add(content);
    }
}
