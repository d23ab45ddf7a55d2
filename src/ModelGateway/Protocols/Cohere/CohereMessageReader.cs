using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Reads a message, or the part of one that an event brings. Both have the same fields; a part holds an object where a whole message holds
/// an array.
/// </summary>
internal sealed class CohereMessageReader(ChatCall call, bool streaming)
{
    private PartialToolCalls? _calls;
    private TextPieces _texts = new(streaming);
    private TextPieces _thoughts = new(streaming);
    private TextPieces _plans = new(streaming);
    private bool _thought;

    /// <summary>Reads the value of <c>message</c>. Text is appended at once, tool calls by <see cref="Complete"/>.</summary>
    public void Read(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        List<AIAnnotation>? ofText = null;
        List<AIAnnotation>? ofThought = null;
        string? plan = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(CohereNames.Content))
            {
                reader.Read();
                ReadContent(ref reader, ref contents);
            }
            else if (reader.ValueTextEquals(CohereNames.ToolPlan))
            {
                plan = _plans.ReadNext(ref reader);
            }
            else if (reader.ValueTextEquals(ToolCallNames.ToolCalls))
            {
                reader.Read();
                ReadCalls(ref reader, ref contents);
            }
            else if (reader.ValueTextEquals(CohereNames.Citations))
            {
                reader.Read();
                ReadCitations(ref reader, ref ofText, ref ofThought);
            }
            else
            {
                reader.Skip();
            }
        }

        if (!string.IsNullOrEmpty(plan))
        {
            AddPlan(plan, ref contents);
        }

        _thought |= plan is not { Length: > 0 }
            && contents?.Exists(static content => content is TextReasoningContent reasoning && !CohereReasoning.IsToolPlan(reasoning))
                is true;
        Annotate<TextContent>(ofText, ref contents);
        Annotate<TextReasoningContent>(ofThought, ref contents);
    }

    private void AddPlan(string plan, ref List<AIContent>? contents)
    {
        // The plan stands after the thoughts and before the text, in whichever order the fields come.
        int at = contents?.FindIndex(static content => content is not TextReasoningContent) ?? 0;
        (contents ??= new(1)).Insert(at < 0 ? contents.Count : at, CohereReasoning.ToolPlan(plan));
        if (streaming && _thought)
        {
            _thought = false;
            contents.Insert(at < 0 ? contents.Count - 1 : at, CohereReasoning.ThinkingEnd());
        }
    }

    /// <summary>Appends what is complete only when the turn is.</summary>
    public void Complete(ref List<AIContent>? contents)
    {
        if (_thoughts.Take() is { } thought)
        {
            (contents ??= new(1)).Add(CohereReasoning.Thinking(thought));
        }

        if (_plans.Take() is { } plan)
        {
            (contents ??= new(1)).Add(CohereReasoning.ToolPlan(plan));
        }

        if (_texts.Take() is { } text)
        {
            (contents ??= new(1)).Add(new TextContent(text));
        }

        _calls?.Complete(ref contents);
    }

    private void ReadContent(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadPart(ref reader, ref contents);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (JsonFields.StartsObject(ref reader))
                    {
                        ReadPart(ref reader, ref contents);
                    }
                }

                break;
            default:
                if (_texts.Read(ref reader) is { Length: > 0 } text)
                {
                    (contents ??= new(1)).Add(new TextContent(text));
                }

                break;
        }
    }

    private void ReadPart(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(CohereNames.Text))
            {
                if (_texts.ReadNext(ref reader) is { Length: > 0 } text)
                {
                    (contents ??= new(1)).Add(new TextContent(text));
                }
            }
            else if (reader.ValueTextEquals(CohereNames.Thinking))
            {
                if (_thoughts.ReadNext(ref reader) is { Length: > 0 } thought)
                {
                    (contents ??= new(1)).Add(CohereReasoning.Thinking(thought));
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadCitations(ref Utf8JsonReader reader, ref List<AIAnnotation>? ofText, ref List<AIAnnotation>? ofThought)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadCitation(ref reader, ref ofText, ref ofThought);
        }
        else if (JsonFields.StartsArray(ref reader))
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ReadCitation(ref reader, ref ofText, ref ofThought);
            }
        }
    }

    private static void ReadCitation(ref Utf8JsonReader reader, ref List<AIAnnotation>? ofText, ref List<AIAnnotation>? ofThought)
    {
        List<AIAnnotation>? read = null;
        bool isOfText = CohereCitationReader.Read(ref reader, ref read);
        if (read is not null)
        {
            (isOfText ? ofText ??= [] : ofThought ??= []).AddRange(read);
        }
    }

    /// <summary>
    /// Adds citations to the last content of their kind, or to an empty one where a stream has sent that content already.
    /// </summary>
    private static void Annotate<T>(List<AIAnnotation>? annotations, ref List<AIContent>? contents)
        where T : AIContent
    {
        if (annotations is null)
        {
            return;
        }

        AIContent? cited = contents?.FindLast(static content => content is T);
        if (cited is null)
        {
            cited = typeof(T) == typeof(TextContent) ? new TextContent("") : CohereReasoning.Thinking("");
            (contents ??= new(1)).Add(cited);
        }

        cited.Annotations = annotations;
    }

    private void ReadCalls(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadCall(ref reader, ref contents);
        }
        else if (JsonFields.StartsArray(ref reader))
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (JsonFields.StartsObject(ref reader))
                {
                    ReadCall(ref reader, ref contents);
                }
            }
        }
    }

    private void ReadCall(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        string? id = null;
        string? name = null;
        Utf8JsonReader arguments = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(ToolCallNames.Id))
            {
                id = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ToolCallNames.Function))
            {
                reader.Read();
                ReadFunction(ref reader, ref name, ref arguments);
            }
            else
            {
                reader.Skip();
            }
        }

        // Calls come one after the other.
        _calls ??= new PartialToolCalls(call, streaming);
        PartialToolCall part = _calls.Follow(id, name);
        if (arguments.TokenType == JsonTokenType.String)
        {
            PartialToolCalls.Append(part, ref arguments);
        }

        _calls.Show(part, ref contents);
    }

    private static void ReadFunction(ref Utf8JsonReader reader, ref string? name, ref Utf8JsonReader arguments)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(ToolCallNames.Name))
            {
                name = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ToolCallNames.Arguments))
            {
                reader.Read();
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                {
                    throw JsonFields.Unexpected(reader.TokenType, "a call's arguments");
                }

                arguments = reader;
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
