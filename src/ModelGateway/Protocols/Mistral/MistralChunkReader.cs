using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Reads the chunks of a content: text, thinking, and references that the text before them cites.</summary>
internal static class MistralChunkReader
{
    /// <summary>The additional property of a citation that holds the number that the request gave the cited source.</summary>
    public const string ReferenceKey = "reference_id";

    /// <summary>Reads the array that the reader stands on.</summary>
    public static void Read(
        ref Utf8JsonReader reader, ref TextPieces texts, ref TextPieces thoughts, ref List<AIContent>? contents)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                ReadChunk(ref reader, ref texts, ref thoughts, ref contents);
            }
        }
    }

    private static void ReadChunk(
        ref Utf8JsonReader reader, ref TextPieces texts, ref TextPieces thoughts, ref List<AIContent>? contents)
    {
        string? text = null;
        TextReasoningContent? thinking = null;
        string? signature = null;
        CitationAnnotation? tool = null;
        List<AIAnnotation>? references = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Text))
            {
                text = texts.ReadNext(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Thinking))
            {
                reader.Read();
                thinking = ReadThinking(ref reader, ref thoughts);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Signature))
            {
                signature = JsonFields.ReadStringValue(ref reader);
            }
            else
            {
                ReadCitationField(ref reader, ref tool, ref references);
            }
        }

        AddThinking(thinking, signature, ref contents);
        if (text is { Length: > 0 })
        {
            (contents ??= new(1)).Add(new TextContent(text));
        }

        AddCitations(tool, references, ref contents);
    }

    private static void ReadCitationField(ref Utf8JsonReader reader, ref CitationAnnotation? tool, ref List<AIAnnotation>? references)
    {
        if (reader.ValueTextEquals(MistralNames.ReferenceIds))
        {
            reader.Read();
            ReadReferences(ref reader, ref references);
        }
        else if (reader.ValueTextEquals(MistralNames.Tool))
        {
            if (JsonFields.ReadStringValue(ref reader) is { Length: > 0 } name)
            {
                (tool ??= new()).ToolName = name;
            }
        }
        else if (reader.ValueTextEquals(OpenAIChatNames.Title))
        {
            if (JsonFields.ReadStringValue(ref reader) is { Length: > 0 } title)
            {
                (tool ??= new()).Title = title;
            }
        }
        else if (reader.ValueTextEquals(OpenAIChatNames.Url))
        {
            if (Uri.TryCreate(JsonFields.ReadStringValue(ref reader), UriKind.Absolute, out Uri? url))
            {
                (tool ??= new()).Url = url;
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private static void AddThinking(TextReasoningContent? thinking, string? signature, ref List<AIContent>? contents)
    {
        bool isSigned = !string.IsNullOrEmpty(signature);
        if (thinking is not null && (thinking.Text.Length > 0 || isSigned))
        {
            thinking.ProtectedData = isSigned ? signature : null;
            (contents ??= new(1)).Add(thinking);
        }
    }

    private static void AddCitations(CitationAnnotation? tool, List<AIAnnotation>? references, ref List<AIContent>? contents)
    {
        if (tool is not null)
        {
            (references ??= []).Add(tool);
        }

        if (references is not null)
        {
            Annotate(references, ref contents);
        }
    }

    private static TextReasoningContent ReadThinking(ref Utf8JsonReader reader, ref TextPieces thoughts)
    {
        JoinedText whole = default;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (!JsonFields.StartsObject(ref reader))
                {
                    continue;
                }

                while (JsonFields.NextProperty(ref reader))
                {
                    if (reader.ValueTextEquals(OpenAIChatNames.Text))
                    {
                        whole.Add(thoughts.ReadNext(ref reader));
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
        }
        else
        {
            whole.Add(thoughts.Read(ref reader));
        }

        TextReasoningContent thinking = new(whole.ToString() ?? "");
        ContentOrigin.Set(thinking, MistralProtocol.ProtocolName);
        return thinking;
    }

    private static void ReadReferences(ref Utf8JsonReader reader, ref List<AIAnnotation>? references)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            object? id = reader.TokenType == JsonTokenType.String ? SurrogateHalves.ReadString(in reader)
                : JsonFields.ReadCount(ref reader);
            (references ??= []).Add(new CitationAnnotation { AdditionalProperties = new() { [ReferenceKey] = id } });
        }
    }

    /// <summary>Adds citations to the text before them, or to an empty text where a stream has sent that text already.</summary>
    private static void Annotate(List<AIAnnotation> references, ref List<AIContent>? contents)
    {
        TextContent? text = contents is [.., TextContent last] ? last : null;
        if (text is null)
        {
            text = new TextContent("");
            (contents ??= new(1)).Add(text);
        }

        if (text.Annotations is { } annotations)
        {
            references.ForEach(annotations.Add);
        }
        else
        {
            text.Annotations = references;
        }
    }
}
