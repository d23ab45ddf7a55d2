using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tokens;

/// <summary>Reads what a request sends: texts go to the sinks, everything else is counted.</summary>
/// <typeparam name="TSink">The type of the sinks.</typeparam>
internal ref struct InputTexts<TSink>
    where TSink : struct, ITextSink
{
    /// <summary>Receives the texts of messages.</summary>
    public TSink Messages;

    /// <summary>Receives the reasoning of earlier answers, which most providers drop.</summary>
    public TSink Reasoning;

    /// <summary>Receives the declarations of tools. Providers rewrite them, so their JSON does not count token for token.</summary>
    public TSink Tools;

    /// <summary>Receives the schema of the answer. Some providers add it to the prompt, others only constrain the answer by it.</summary>
    public TSink Schemas;

    /// <summary>Counts what is not text.</summary>
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

        if (options is not null)
        {
            Read(options);
        }
    }

    // An estimate must not fail a request: contents of the caller's may throw, or change, while they are read.
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

    private void Read(ChatOptions options)
    {
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
            case bool or int or long or double or decimal: Messages.Add(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            case JsonElement: break;
            default: AddObject(value); break;
        }
    }

    private void AddObject(object value)
    {
        using ValueJson json = new(value);
        Messages.AddUtf8(json.Utf8);
    }
}

/// <summary>What a request contains besides its texts.</summary>
internal struct InputCounts
{
    public int Messages;
    public int Calls;
    public int Tools;
    public int Schemas;

    /// <summary>Whether the tools must not be called. Some providers then leave them out of the prompt.</summary>
    public bool AreToolsIdle;

    /// <summary>Files that only the provider has, and contents that could not be read.</summary>
    public int Unknown;

    /// <summary>Bytes of audio and video.</summary>
    public long MediaBytes;

    /// <summary>Bytes of documents and other files.</summary>
    public long FileBytes;

    /// <summary>The images, with size 0 where it is unknown; null where there are none.</summary>
    public List<ImageSize>? Images;
}
