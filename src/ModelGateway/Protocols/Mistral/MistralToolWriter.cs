using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Writes the tools and how the model is to choose among them.</summary>
internal readonly ref struct MistralToolWriter(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
{
    public void Write()
    {
        if (FunctionWriter.FindTools(call, options) is not { } tools)
        {
            return;
        }

        FunctionWriter functions = new(writer);
        WriteTools(tools, functions);
        functions.WriteChoice(OpenAIChatNames.ToolChoice, options.ToolMode, MistralWords.ToolChoices);
        if (options.AllowMultipleToolCalls is { } parallel)
        {
            writer.WriteBoolean(OpenAIChatNames.ParallelToolCalls, parallel);
        }
    }

    private void WriteTools(IList<AITool> tools, FunctionWriter functions)
    {
        writer.WriteStartArray(OpenAIChatNames.Tools);
        for (int i = 0; i < tools.Count; i++)
        {
            AIFunctionDeclaration function = tools[i] as AIFunctionDeclaration ?? throw Unsupported(tools[i]);
            functions.WriteStart(function, call.Notes);
            if (FunctionWriter.IsStrict(function))
            {
                writer.WriteBoolean(ToolCallNames.Strict, true);
            }

            functions.WriteEnd();
        }

        writer.WriteEndArray();
    }

    private static ProviderException Unsupported(AITool tool) => ProtocolError.Unsupported(
        $"The tool '{tool.Name}' ({tool.GetType().Name}) cannot be sent: Mistral's Chat Completions take functions alone. "
        + "Remove it, or route to a provider that hosts it.");
}
