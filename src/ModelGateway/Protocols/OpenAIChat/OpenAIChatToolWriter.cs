using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes the tools and how the model is to choose among them.</summary>
internal static class OpenAIChatToolWriter
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            if (options.ToolMode is RequiredChatToolMode)
            {
                call.Notes.Add("ToolMode was not sent: the request has no tools.");
            }

            return;
        }

        // A server that cannot be told a function is given no other one.
        string? only = options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name } && !dialect.Has(ChatFeatures.NamedTool) ? name : null;
        if (only is not null && !tools.Any(tool => tool is AIFunctionDeclaration && tool.Name == only))
        {
            throw ProtocolError.Unsupported($"The tool '{only}' cannot be required: it is not among the request's tools.");
        }

        HostedWebSearchTool? search = null;
        int functions = 0;
        bool any = false;
        for (int i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function && dialect.Has(ChatFeatures.Tools))
            {
                if (only is null || function.Name == only)
                {
                    functions++;
                    Begin(writer, ref any);
                    WriteFunction(writer, function, call, dialect);
                }
                else
                {
                    call.Notes.Add($"Only the tool '{only}' was sent: {dialect.Service} cannot be made to call one of several.");
                }
            }
            else if (HostedType(tools[i], dialect) is { } hosted)
            {
                Begin(writer, ref any);
                writer.WriteStartObject();
                writer.WriteString("type"u8, hosted);
                HostedToolFields.Write(writer, tools[i], call);
                HostedToolFields.NoteInputs(tools[i], call, dialect.Service);
                writer.WriteEndObject();
            }
            else
            {
                search = tools[i] is HostedWebSearchTool asked && dialect.WebSearch != WebSearchForm.None ? asked : throw Unsupported(tools[i], dialect);
            }
        }

        if (any)
        {
            writer.WriteEndArray();
        }

        if (functions > 0)
        {
            WriteMode(writer, options, functions, dialect);
            WriteParallel(writer, call, options, dialect);
        }
        else if (options.ToolMode is RequiredChatToolMode)
        {
            call.Notes.Add("ToolMode was not sent: a web search cannot be required.");
        }

        if (search is not null)
        {
            WriteSearch(writer, search, call, dialect);
        }
    }

    /// <summary>Whether the options make a field <c>tools</c>.</summary>
    public static bool IsWritten(ChatOptions options, ChatDialect dialect) =>
        options.Tools?.Any(tool => (tool is AIFunctionDeclaration && dialect.Has(ChatFeatures.Tools)) || HostedType(tool, dialect) is not null) is true;

    private static void Begin(Utf8JsonWriter writer, ref bool any)
    {
        if (!any)
        {
            writer.WriteStartArray("tools"u8);
            any = true;
        }
    }

    private static string? HostedType(AITool tool, ChatDialect dialect) => tool switch
    {
        HostedWebSearchTool when dialect.WebSearch == WebSearchForm.Tool => "browser_search",
        HostedCodeInterpreterTool when dialect.CodeInterpreter => "code_interpreter",
        _ => null,
    };

    private static void WriteParallel(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
    {
        if (options.AllowMultipleToolCalls is not { } parallel)
        {
            return;
        }

        if (dialect.Has(ChatFeatures.ParallelToolCalls))
        {
            writer.WriteBoolean("parallel_tool_calls"u8, parallel);
        }
        else
        {
            call.Notes.OptionNotSent("AllowMultipleToolCalls", dialect.Service);
        }
    }

    private static void WriteSearch(Utf8JsonWriter writer, HostedWebSearchTool tool, ChatCall call, ChatDialect dialect)
    {
        switch (dialect.WebSearch)
        {
            case WebSearchForm.Plugin:
                writer.WriteStartArray("plugins"u8);
                writer.WriteStartObject();
                writer.WriteString("id"u8, "web"u8);
                HostedToolFields.Write(writer, tool, call, "id");
                writer.WriteEndObject();
                writer.WriteEndArray();
                break;
            case WebSearchForm.Flag:
                writer.WriteBoolean("enable_search"u8, true);
                if (HostedToolFields.Any(tool))
                {
                    writer.WriteStartObject("search_options"u8);
                    HostedToolFields.Write(writer, tool, call);
                    writer.WriteEndObject();
                }

                break;
            default:
                writer.WriteStartObject("web_search_options"u8);
                HostedToolFields.Write(writer, tool, call);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteFunction(Utf8JsonWriter writer, AIFunctionDeclaration function, ChatCall call, ChatDialect dialect)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            writer.WriteString("description"u8, function.Description);
        }

        if (function.JsonSchema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            writer.WritePropertyName("parameters"u8);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
        }

        if (function.AdditionalProperties is { Count: > 0 } properties && OpenAIChatResponseFormatWriter.IsStrict(properties, call, dialect))
        {
            writer.WriteBoolean("strict"u8, true);
        }

        writer.WriteEndObject();
        OpenAIChatCacheControl.Write(writer, OpenAIChatCacheControl.Of(function, dialect));
        writer.WriteEndObject();
    }

    private static void WriteMode(Utf8JsonWriter writer, ChatOptions options, int functions, ChatDialect dialect)
    {
        switch (options.ToolMode)
        {
            case NoneChatToolMode:
                writer.WriteString("tool_choice"u8, "none"u8);
                break;
            case AutoChatToolMode:
                writer.WriteString("tool_choice"u8, "auto"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name } when dialect.Has(ChatFeatures.NamedTool):
                WriteNamed(writer, name);
                break;
            case RequiredChatToolMode when dialect.Has(ChatFeatures.RequiredTool):
                writer.WriteString("tool_choice"u8, "required"u8);
                break;
            case RequiredChatToolMode when functions == 1 && dialect.Has(ChatFeatures.NamedTool):
                WriteNamed(writer, options.Tools!.OfType<AIFunctionDeclaration>().First().Name);
                break;
            case RequiredChatToolMode:
                throw ProtocolError.Unsupported(
                    $"A tool call cannot be required: {dialect.Service} takes one function by its name alone. Set ToolMode to ChatToolMode.RequireSpecific.");
        }
    }

    private static void WriteNamed(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject("tool_choice"u8);
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static ProviderException Unsupported(AITool tool, ChatDialect dialect)
    {
        string takes = !dialect.Has(ChatFeatures.Tools) ? "no functions"
            : dialect.WebSearch == WebSearchForm.None ? "functions alone"
            : dialect.CodeInterpreter ? "functions, web search and code interpretation"
            : "functions and web search";
        return ProtocolError.Unsupported(
            $"The tool '{tool.Name}' ({tool.GetType().Name}) cannot be sent: {dialect.Service} takes {takes}. "
            + "Remove it, or route to a provider that has it.");
    }
}
