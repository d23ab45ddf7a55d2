using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Reads the whole blocks of an answer that is not a stream.</summary>
internal static class AnthropicBlockReader
{
    /// <summary>Reads the block at whose start the reader stands. Null where it is empty.</summary>
    /// <param name="reader">Stands at the block's start, then at its end.</param>
    /// <param name="json">The JSON that the reader reads.</param>
    /// <param name="call">The call that is answered.</param>
    /// <param name="position">The block's position in the answer.</param>
    public static AIContent? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ChatCall call, int position)
    {
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        AnthropicBlockType type = AnthropicWords.PeekBlock(reader);
        if (type is not (AnthropicBlockType.Text or AnthropicBlockType.Thinking or AnthropicBlockType.RedactedThinking
            or AnthropicBlockType.ToolUse))
        {
            return AnthropicServerBlockReader.Read(type, JsonFields.ReadRaw(ref reader, json));
        }

        AnthropicBlockFields fields = AnthropicBlockFields.Read(ref reader, json);
        return type switch
        {
            AnthropicBlockType.Text => CreateText(fields),
            AnthropicBlockType.Thinking => CreateThinking(fields),
            AnthropicBlockType.RedactedThinking => string.IsNullOrEmpty(fields.Data) ? null
                : RedactedReasoning.Create(fields.Data, AnthropicProtocol.ProtocolName),
            _ => ToolArguments.CreateCall(
                string.IsNullOrEmpty(fields.Id) ? ToolCallIds.Mint(call.AttemptId, position) : fields.Id,
                fields.Name ?? throw new JsonException("A tool call has no name."),
                fields.Input),
        };
    }

    private static TextContent? CreateText(in AnthropicBlockFields fields)
    {
        if (string.IsNullOrEmpty(fields.Text) && fields.Citations is null)
        {
            return null;
        }

        TextContent content = new(fields.Text);
        if (fields.Citations is not null)
        {
            // Citations support the block's text as a whole.
            foreach (AIAnnotation citation in fields.Citations)
            {
                citation.AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = 0, EndIndex = content.Text.Length }];
            }

            content.Annotations = fields.Citations;
        }

        return content;
    }

    private static TextReasoningContent? CreateThinking(in AnthropicBlockFields fields)
    {
        if (string.IsNullOrEmpty(fields.Thinking) && string.IsNullOrEmpty(fields.Signature))
        {
            return null;
        }

        string? signature = string.IsNullOrEmpty(fields.Signature) ? null : fields.Signature;
        TextReasoningContent content = new(fields.Thinking) { ProtectedData = signature };
        ContentOrigin.Set(content, AnthropicProtocol.ProtocolName);
        return content;
    }
}
