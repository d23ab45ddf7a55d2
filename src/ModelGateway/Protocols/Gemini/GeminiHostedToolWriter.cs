using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Google's own tools; what a tool's additional properties hold becomes fields of it.</summary>
internal readonly ref struct GeminiHostedToolWriter(Utf8JsonWriter writer, ChatCall call, GeminiFlavor flavor)
{
    public void Write(AITool tool)
    {
        ReadOnlySpan<byte> name = tool switch
        {
            HostedWebSearchTool => GeminiNames.GoogleSearch,
            HostedCodeInterpreterTool { Inputs: not { Count: > 0 } } => GeminiNames.CodeExecution,
            HostedCodeInterpreterTool => throw ProtocolError.Unsupported(
                "Gemini's code execution takes no files of its own: put them into the messages instead of HostedCodeInterpreterTool.Inputs."),
            HostedFileSearchTool when flavor.HasFileSearch => GeminiNames.FileSearch,
            HostedFileSearchTool => throw ProtocolError.Unsupported(
                "Vertex AI cannot be given HostedFileSearchTool: add its retrieval tool to AdditionalProperties[\"tools\"]."),
            _ => throw ProtocolError.Unsupported(
                $"Gemini cannot be given the tool {tool.Name} ({tool.GetType().Name}): functions, web search, code interpreter and file "
                + "search can be, others by AdditionalProperties[\"tools\"]."),
        };
        writer.WriteStartObject();
        writer.WriteStartObject(name);
        if (tool is HostedFileSearchTool search)
        {
            WriteFileSearch(search);
        }

        HostedToolFields.Write(
            writer, tool, call,
            tool is not HostedFileSearchTool asked ? [] : asked.MaximumResultCount is null ? ["fileSearchStoreNames"]
                : ["fileSearchStoreNames", "topK"]);

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteFileSearch(HostedFileSearchTool search)
    {
        if (search.Inputs is not { Count: > 0 } stores)
        {
            throw ProtocolError.Unsupported(
                "Gemini searches named stores: put a HostedVectorStoreContent into HostedFileSearchTool.Inputs.");
        }

        writer.WriteStartArray(GeminiNames.FileSearchStoreNames);
        foreach (AIContent store in stores)
        {
            const string Prefix = "fileSearchStores/";
            string id = (store as HostedVectorStoreContent)?.VectorStoreId ?? throw ProtocolError.Unsupported(
                $"Gemini searches file search stores, not a {store.GetType().Name}: put files into a store first.");
            writer.WriteStringValue(id.StartsWith(Prefix, StringComparison.Ordinal) ? id : Prefix + id);
        }

        writer.WriteEndArray();
        if (search.MaximumResultCount is { } count)
        {
            writer.WriteNumber(GeminiNames.TopK, count);
        }
    }
}
