using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes the tools and how the model is to choose among them.</summary>
internal readonly ref struct OpenAIChatToolWriter(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
{
    public void Write()
    {
        if (FunctionWriter.FindTools(call, options) is not { } tools)
        {
            return;
        }

        string? only = FindOnly(tools);
        HostedWebSearchTool? search = null;
        int functions = 0;
        bool any = false;
        for (int i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function && dialect.Has(ChatFeatures.Tools))
            {
                functions += TryWriteFunction(function, only, ref any) ? 1 : 0;
            }
            else if (HostedType(tools[i], dialect) is { } type)
            {
                WriteHosted(tools[i], type, ref any);
            }
            else
            {
                search = tools[i] is HostedWebSearchTool asked && dialect.WebSearch != WebSearchForm.None ? asked
                    : throw Unsupported(tools[i]);
            }
        }

        if (any)
        {
            writer.WriteEndArray();
        }

        WriteChoice(functions);
        if (search is not null)
        {
            WriteSearch(search);
        }
    }

    /// <summary>Whether the options make a field <c>tools</c>.</summary>
    public static bool IsWritten(ChatOptions options, ChatDialect dialect) => options.Tools?.Any(tool =>
        (tool is AIFunctionDeclaration && dialect.Has(ChatFeatures.Tools)) || HostedType(tool, dialect) is not null) is true;

    private static string? HostedType(AITool tool, ChatDialect dialect) => tool switch
    {
        HostedWebSearchTool when dialect.WebSearch == WebSearchForm.Tool => "browser_search",
        HostedCodeInterpreterTool when dialect.CodeInterpreter => "code_interpreter",
        _ => null,
    };

    // A service that cannot be told to call a certain function is offered that one only.
    private string? FindOnly(IList<AITool> tools)
    {
        if (options.ToolMode is not RequiredChatToolMode { RequiredFunctionName: { } name } || dialect.Has(ChatFeatures.NamedTool))
        {
            return null;
        }

        return tools.Any(tool => tool is AIFunctionDeclaration && tool.Name == name)
            ? name
            : throw ProtocolError.Unsupported($"The tool '{name}' cannot be required: it is not among the request's tools.");
    }

    private void Begin(ref bool any)
    {
        if (!any)
        {
            writer.WriteStartArray(OpenAIChatNames.Tools);
            any = true;
        }
    }

    private bool TryWriteFunction(AIFunctionDeclaration function, string? only, ref bool any)
    {
        if (only is not null && function.Name != only)
        {
            call.Notes.Add($"Only the tool '{only}' was sent: {dialect.Service} cannot be made to call one of several.");
            return false;
        }

        Begin(ref any);
        FunctionWriter functions = new(writer);
        functions.WriteStart(function, call.Notes);
        if (FunctionWriter.IsStrict(function) && OpenAIChatResponseFormatWriter.TakesStrict(call, dialect))
        {
            writer.WriteBoolean(ToolCallNames.Strict, true);
        }

        writer.WriteEndObject();
        OpenAIChatCacheControl.Write(writer, OpenAIChatCacheControl.From(function, dialect));
        writer.WriteEndObject();
        return true;
    }

    private void WriteHosted(AITool tool, string type, ref bool any)
    {
        Begin(ref any);
        writer.WriteStartObject();
        writer.WriteString(OpenAIChatNames.Type, type);
        HostedToolFields.Write(writer, tool, call);
        HostedToolFields.NoteInputs(tool, call, dialect.Service);
        writer.WriteEndObject();
    }

    private void WriteChoice(int functions)
    {
        if (functions > 0)
        {
            WriteMode(functions);
            WriteParallel();
        }
        else if (options.ToolMode is RequiredChatToolMode)
        {
            call.Notes.Add("ToolMode was not sent: a web search cannot be required.");
        }
    }

    private void WriteMode(int functions)
    {
        FunctionWriter choice = new(writer);
        if (options.ToolMode is not RequiredChatToolMode required
            || (required.RequiredFunctionName is not null && dialect.Has(ChatFeatures.NamedTool)))
        {
            choice.WriteChoice(OpenAIChatNames.ToolChoice, options.ToolMode, OpenAIChatWords.ToolChoices);
        }
        else if (dialect.Has(ChatFeatures.RequiredTool))
        {
            choice.WriteChoice(OpenAIChatNames.ToolChoice, ChatToolMode.RequireAny, OpenAIChatWords.ToolChoices);
        }
        else if (functions == 1 && dialect.Has(ChatFeatures.NamedTool))
        {
            choice.WriteNamedChoice(OpenAIChatNames.ToolChoice, options.Tools!.OfType<AIFunctionDeclaration>().First().Name);
        }
        else
        {
            throw ProtocolError.Unsupported(
                $"A tool call cannot be required: {dialect.Service} takes one function by its name alone. "
                + "Set ToolMode to ChatToolMode.RequireSpecific.");
        }
    }

    private void WriteParallel()
    {
        if (options.AllowMultipleToolCalls is not { } parallel)
        {
            return;
        }

        if (dialect.Has(ChatFeatures.ParallelToolCalls))
        {
            writer.WriteBoolean(OpenAIChatNames.ParallelToolCalls, parallel);
        }
        else
        {
            call.Notes.OptionNotSent("AllowMultipleToolCalls", dialect.Service);
        }
    }

    private void WriteSearch(HostedWebSearchTool tool)
    {
        switch (dialect.WebSearch)
        {
            case WebSearchForm.Plugin:
                writer.WriteStartArray(OpenAIChatNames.Plugins);
                writer.WriteStartObject();
                writer.WriteString(OpenAIChatNames.Id, "web"u8);
                HostedToolFields.Write(writer, tool, call, "id");
                writer.WriteEndObject();
                writer.WriteEndArray();
                break;
            case WebSearchForm.Flag:
                writer.WriteBoolean(OpenAIChatNames.EnableSearch, true);
                if (HostedToolFields.Any(tool))
                {
                    writer.WriteStartObject(OpenAIChatNames.SearchOptions);
                    HostedToolFields.Write(writer, tool, call);
                    writer.WriteEndObject();
                }

                break;
            default:
                writer.WriteStartObject(OpenAIChatNames.WebSearchOptions);
                HostedToolFields.Write(writer, tool, call);
                writer.WriteEndObject();
                break;
        }
    }

    private ProviderException Unsupported(AITool tool)
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
