using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes the tools and how the model is to choose among them.</summary>
internal readonly ref struct ResponsesToolWriter(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ResponsesSettings settings)
{
    public void Write()
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            if (options.ToolMode is RequiredChatToolMode)
            {
                call.Notes.Add("ToolMode was not sent: the request has no tools.");
            }

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
        writer.WriteString(ResponsesNames.Name, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            writer.WriteString(ResponsesNames.Description, function.Description);
        }

        writer.WritePropertyName(ResponsesNames.Parameters);
        if (function.JsonSchema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
        }
        else
        {
            writer.WriteNullValue(); // The field is required here, unlike in Chat Completions.
        }

        // Left out it means true here: the service would make the schema another one.
        writer.WriteBoolean(ResponsesNames.Strict, function.AdditionalProperties is { Count: > 0 } properties
            && properties.TryGetValue("strict", out object? strict) && ResponsesProperties.IsTrue(strict));
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
