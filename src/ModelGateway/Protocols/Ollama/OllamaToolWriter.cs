using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// Writes the tools. Ollama has no <c>tool_choice</c>: where no tool may be called none is offered, and a required call is refused.
/// </summary>
internal readonly ref struct OllamaToolWriter(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
{
    public void Write()
    {
        if (FunctionWriter.FindTools(call, options) is not { } tools)
        {
            return;
        }

        switch (options.ToolMode)
        {
            case NoneChatToolMode:
                call.Notes.Add("The tools were left out: Ollama cannot be told to call none of them.");
                return;
            case RequiredChatToolMode:
                throw ProtocolError.Unsupported(
                    "Ollama cannot be made to call a tool (ToolMode): leave the choice to the model, or route to a provider that can.");
        }

        writer.WriteStartArray(OllamaNames.Tools);
        for (int i = 0; i < tools.Count; i++)
        {
            WriteFunction(tools[i] as AIFunctionDeclaration ?? throw ProtocolError.Unsupported(
                $"The tool '{tools[i].Name}' ({tools[i].GetType().Name}) cannot be sent: Ollama takes functions alone. "
                + "Remove it, or route to a provider that hosts it."));
        }

        writer.WriteEndArray();
    }

    private void WriteFunction(AIFunctionDeclaration function)
    {
        if (FunctionWriter.IsStrict(function))
        {
            call.Notes.OptionNotSent(FunctionWriter.StrictProperty, OllamaRequestWriter.Service);
        }

        FunctionWriter functions = new(writer);
        functions.WriteStart(function, call.Notes);
        functions.WriteEnd();
    }
}
