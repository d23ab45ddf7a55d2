using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tokens;

/// <summary>Goes through what a request sends: its texts to sinks, the rest into counts.</summary>
/// <typeparam name="TSink">What takes the texts.</typeparam>
internal ref struct InputTexts<TSink>
    where TSink : struct, ITextSink
{
    /// <summary>What takes the texts of messages.</summary>
    public TSink Messages;

    /// <summary>What takes the reasoning of earlier answers, which most providers leave out again.</summary>
    public TSink Reasoning;

    /// <summary>What takes the declarations of tools, which providers send in another form than the JSON they are given in.</summary>
    public TSink Tools;

    /// <summary>What takes the schema of the answer, which some providers put into the prompt and others hold the answer to.</summary>
    public TSink Schemas;

    /// <summary>What is no text.</summary>
    public InputCounts Counts;

    public void Read(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        for (int i = 0; i < messages.Count; i++)
        {
            Counts.Messages++;
            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                Add(contents[j]);
            }
        }

        if (options is null)
        {
            return;
        }

        if (options.Instructions is { Length: > 0 } instructions)
        {
            Counts.Messages++;
            Messages.Add(instructions);
        }

        if (options.Tools is { } tools)
        {
            Counts.AreToolsIdle = options.ToolMode is NoneChatToolMode;
            for (int i = 0; i < tools.Count; i++)
            {
                AddTool(tools[i]);
            }
        }

        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { ValueKind: not JsonValueKind.Undefined } schema })
        {
            Counts.Schemas++;
            Schemas.AddUtf8(JsonMarshal.GetRawUtf8Value(schema));
        }
    }

    // An estimate must not fail a request: what the caller put into a history may throw, or change, while it is read.
    public void Add(AIContent content)
    {
        try
        {
            AddContent(content);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Counts.Unknown++;
        }
    }

    private void AddContent(AIContent content)
    {
        switch (content)
        {
            case TextContent text: Messages.Add(text.Text); break;
            case TextReasoningContent reasoning: Reasoning.Add(reasoning.Text); break;
            case FunctionCallContent call:
                Counts.Calls++;
                Messages.Add(call.Name);
                foreach (KeyValuePair<string, object?> argument in call.Arguments ?? new Dictionary<string, object?>())
                {
                    Messages.Add(argument.Key);
                    AddValue(argument.Value);
                }

                break;
            case FunctionResultContent result:
                Counts.Calls++;
                AddValue(result.Result);
                break;
            case DataContent data: AddData(data); break;
            case UriContent uri when uri.HasTopLevelMediaType("image"): (Counts.Images ??= []).Add(default); break;
            case UriContent or HostedFileContent: Counts.Unknown++; break;
        }
    }

    private void AddData(DataContent data)
    {
        if (data.HasTopLevelMediaType("image"))
        {
            (Counts.Images ??= []).Add(ImageSize.Read(data.Data.Span));
        }
        else if (data.HasTopLevelMediaType("audio") || data.HasTopLevelMediaType("video"))
        {
            Counts.MediaBytes += data.Data.Length;
        }
        else if (data.HasTopLevelMediaType("text") || data.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            Messages.AddUtf8(data.Data.Span);
        }
        else
        {
            Counts.FileBytes += data.Data.Length;
        }
    }

    private void AddTool(AITool tool)
    {
        try
        {
            Counts.Tools++;
            Tools.Add(tool.Name);
            Tools.Add(tool.Description);
            if (tool is AIFunctionDeclaration { JsonSchema.ValueKind: not JsonValueKind.Undefined } declaration)
            {
                Tools.AddUtf8(JsonMarshal.GetRawUtf8Value(declaration.JsonSchema));
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Counts.Unknown++;
        }
    }

    private void AddValue(object? value)
    {
        switch (value)
        {
            case null: break;
            case AIContent content: AddContent(content); break;
            case IEnumerable<AIContent> contents:
                foreach (AIContent content in contents)
                {
                    AddContent(content);
                }

                break;
            case string text: Messages.Add(text); break;
            case JsonElement { ValueKind: not JsonValueKind.Undefined } json: Messages.AddUtf8(JsonMarshal.GetRawUtf8Value(json)); break;
            default: Messages.Add(value.ToString()); break;
        }
    }
}
