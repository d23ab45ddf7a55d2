using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Writes the tools and how the model is to choose among them. Cohere can require any tool or none, so a tool that is required by name is
/// sent as the only one.
/// </summary>
internal readonly ref struct CohereToolWriter(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
{
    public void Write()
    {
        if (FunctionWriter.FindTools(call, options) is not { } tools)
        {
            return;
        }

        if (WriteTools(tools) && options.AdditionalProperties?.ContainsKey("strict_tools") is not true)
        {
            writer.WriteBoolean(CohereNames.StrictTools, true); // Strictness holds for all tools of a request.
        }

        ChatToolMode? mode = options.ToolMode is RequiredChatToolMode ? ChatToolMode.RequireAny : options.ToolMode;
        new FunctionWriter(writer).WriteChoice(CohereNames.ToolChoice, mode, CohereWords.ToolChoices);
        if (options.AllowMultipleToolCalls is false)
        {
            call.Notes.OptionNotSent("AllowMultipleToolCalls", CohereProtocol.Service);
        }
    }

    private static ProviderException Unsupported(AITool tool) => ProtocolError.Unsupported(
        $"The tool '{tool.Name}' ({tool.GetType().Name}) cannot be sent: Cohere takes functions alone. "
        + "Remove it, or route to a provider that hosts it.");

    // Returns whether a tool asks for strictness.
    private bool WriteTools(IList<AITool> tools)
    {
        string? only = (options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName;
        CheckRequired(only, tools);
        bool isStrict = false;
        FunctionWriter functions = new(writer);
        writer.WriteStartArray(CohereNames.Tools);
        for (int i = 0; i < tools.Count; i++)
        {
            AIFunctionDeclaration function = tools[i] as AIFunctionDeclaration ?? throw Unsupported(tools[i]);
            if (only is not null && function.Name != only)
            {
                call.Notes.Add($"Only the tool '{only}' was sent: Cohere cannot require one of several.");
                continue;
            }

            isStrict |= FunctionWriter.IsStrict(function);
            functions.WriteStart(function, call.Notes);
            functions.WriteEnd();
        }

        writer.WriteEndArray();
        return isStrict;
    }

    private static void CheckRequired(string? only, IList<AITool> tools)
    {
        if (only is not null && !tools.Any(tool => tool.Name == only))
        {
            throw ProtocolError.Unsupported($"The tool '{only}' cannot be required: it is not among the request's tools.");
        }
    }
}
