using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Costs;

/// <summary>
/// Estimates tokens before a request is sent and after a stream was cut. English text has about four UTF-8 bytes a token; the estimate
/// for a hold divides by three, so that code and other languages rarely exceed it. What does is recorded as an overrun.
/// </summary>
internal static class TokenEstimator
{
    private const int BytesPerToken = 3;
    private const int TokensPerMessage = 8;
    private const int TokensPerTool = 16;

    // The dearest of the documented tilings for one ordinary image: Anthropic's width × height / 750 at 1,092 × 1,092.
    private const int TokensPerImage = 1_600;

    public static long EstimateInput(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        long bytes = 0;
        long tokens = 0;
        for (int i = 0; i < messages.Count; i++)
        {
            tokens += TokensPerMessage;
            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                Add(contents[j], ref bytes, ref tokens);
            }
        }

        if (options is not null)
        {
            bytes += Bytes(options.Instructions);
            if (options.Tools is { } tools)
            {
                for (int i = 0; i < tools.Count; i++)
                {
                    AddTool(tools[i], ref bytes, ref tokens);
                }
            }

            if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
            {
                bytes += schema.GetRawText().Length;
            }
        }

        return tokens + ((bytes + BytesPerToken - 1) / BytesPerToken);
    }

    /// <summary>Tokens of a text that is sent by itself.</summary>
    public static long EstimateInput(string text) => (Bytes(text) + BytesPerToken - 1) / BytesPerToken;

    /// <summary>As few tokens as what was estimated may have, at five bytes each: for a verdict that it is too much, whatever its text is.</summary>
    public static long AtLeast(long estimate) => estimate * BytesPerToken / 5;

    /// <summary>Tokens of an answer's text by its length in characters; for streams that were cut before they reported usage.</summary>
    public static long EstimateOutput(long characters) => (characters + 3) / 4;

    /// <summary>How many characters of an answer a content is, tool calls included.</summary>
    public static long Characters(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        TextReasoningContent reasoning => reasoning.Text.Length,
        FunctionCallContent => Bytes(content),
        _ => 0,
    };

    private static long Bytes(AIContent content)
    {
        long bytes = 0;
        long tokens = 0;
        Add(content, ref bytes, ref tokens);
        return bytes;
    }

    // An estimate must not fail a request: what the caller put into a history may throw, or change, while it is read.
    private static void Add(AIContent content, ref long bytes, ref long tokens)
    {
        try
        {
            AddContent(content, ref bytes, ref tokens);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            tokens += TokensPerMessage;
        }
    }

    private static void AddContent(AIContent content, ref long bytes, ref long tokens)
    {
        switch (content)
        {
            case TextContent text: bytes += Bytes(text.Text); break;
            case TextReasoningContent reasoning: bytes += Bytes(reasoning.Text); break;
            case FunctionCallContent call:
                tokens += TokensPerMessage;
                bytes += Bytes(call.Name);
                foreach (KeyValuePair<string, object?> argument in call.Arguments ?? new Dictionary<string, object?>())
                {
                    bytes += Bytes(argument.Key) + Bytes(argument.Value);
                }

                break;
            case FunctionResultContent result:
                tokens += TokensPerMessage;
                bytes += Bytes(result.Result);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"): tokens += TokensPerImage; break;
            case DataContent data: bytes += data.Data.Length; break;
            case UriContent or HostedFileContent: tokens += TokensPerImage; break;
        }
    }

    private static void AddTool(AITool tool, ref long bytes, ref long tokens)
    {
        tokens += TokensPerTool;
        bytes += Bytes(tool.Name) + Bytes(tool.Description);
        if (tool is AIFunctionDeclaration { JsonSchema.ValueKind: not JsonValueKind.Undefined } declaration)
        {
            bytes += JsonMarshal.GetRawUtf8Value(declaration.JsonSchema).Length;
        }
    }

    private static int Bytes(object? value) => Bytes(value?.ToString());

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
