using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes the tools and how the model is to choose among them.</summary>
internal readonly ref struct ResponsesToolWriter(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ResponsesSettings settings)
{
    public void Write()
    {
        if (FunctionWriter.FindTools(call, options) is not { } tools)
        {
            return;
        }

        writer.WriteStartArray(ResponsesNames.Tools);
        for (int i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function)
            {
                WriteFunction(function);
            }
            else
            {
                new ResponsesHostedToolWriter(writer, call, settings).Write(tools[i]);
            }
        }

        writer.WriteEndArray();
        WriteMode(options.ToolMode, tools);
        if (options.AllowMultipleToolCalls is { } parallel)
        {
            writer.WriteBoolean(ResponsesNames.ParallelToolCalls, parallel);
        }
    }

    private void WriteFunction(AIFunctionDeclaration function)
    {
        writer.WriteStartObject();
        writer.WriteString(ResponsesNames.Type, ResponsesWords.Function);

        // Unlike in Chat Completions the parameters are required. Strictness is, too: without it the service would change the schema.
        new FunctionWriter(writer).WriteFields(function, call.Notes);
        writer.WriteBoolean(ResponsesNames.Strict, FunctionWriter.IsStrict(function));
        writer.WriteEndObject();
    }

    private void WriteMode(ChatToolMode? mode, IList<AITool> tools)
    {
        switch (mode)
        {
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                WriteRequired(name, tools);
                break;
            case not null when ResponsesWords.ToolChoices.TryWrite(mode, out JsonEncodedText word):
                writer.WriteString(ResponsesNames.ToolChoice, word);
                break;
        }
    }

    private void WriteRequired(string name, IList<AITool> tools)
    {
        AITool? hosted = tools.FirstOrDefault(tool => tool is not AIFunctionDeclaration && tool.Name == name);
        writer.WriteStartObject(ResponsesNames.ToolChoice);
        switch (hosted)
        {
            case null:
                writer.WriteString(ResponsesNames.Type, ResponsesWords.Function);
                writer.WriteString(ResponsesNames.Name, name);
                break;
            case HostedMcpServerTool server:
                writer.WriteString(ResponsesNames.Type, ResponsesWords.Mcp);
                writer.WriteString(ResponsesNames.ServerLabel, server.ServerName);
                break;
            default:
                writer.WriteString(ResponsesNames.Type, name);
                break;
        }

        writer.WriteEndObject();
    }
}
