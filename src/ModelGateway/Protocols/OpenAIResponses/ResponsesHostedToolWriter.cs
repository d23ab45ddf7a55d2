using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes the tools that the service runs itself. What a tool has no property for goes in its additional properties.</summary>
internal readonly ref struct ResponsesHostedToolWriter(Utf8JsonWriter writer, ChatCall call, ResponsesSettings settings)
{
    public void Write(AITool tool)
    {
        string[] written = [];
        writer.WriteStartObject();
        switch (tool)
        {
            case HostedWebSearchTool:
                writer.WriteString(ResponsesNames.Type, ResponsesWords.WebSearch);
                break;
            case HostedCodeInterpreterTool interpreter:
                WriteInterpreter(interpreter); // A container among the additional properties is sent instead of the default one.
                break;
            case HostedFileSearchTool search:
                WriteFileSearch(search);
                written = search.MaximumResultCount is null ? [] : ["max_num_results"];
                break;
            case HostedImageGenerationTool images:
                WriteImages(images.Options);
                written = ImageFields(images.Options);
                break;
            case HostedMcpServerTool server:
                ResponsesMcpToolWriter mcp = new(writer, server);
                mcp.Write();
                written = mcp.Fields();
                break;
            default:
                throw ProtocolError.Unsupported(
                    $"The tool '{tool.Name}' ({tool.GetType().Name}) cannot be sent: {settings.Service} has no such tool. "
                    + "Remove it, or route to a provider that hosts it.");
        }

        HostedToolFields.Write(writer, tool, call, written);
        writer.WriteEndObject();
    }

    private void WriteInterpreter(HostedCodeInterpreterTool tool)
    {
        writer.WriteString(ResponsesNames.Type, ResponsesWords.CodeInterpreter);
        if (tool.AdditionalProperties.ContainsKey("container"))
        {
            return;
        }

        writer.WriteStartObject(ResponsesNames.Container);
        writer.WriteString(ResponsesNames.Type, ResponsesWords.Auto);
        if (tool.Inputs?.Any(static input => input is HostedFileContent) is true)
        {
            writer.WriteStartArray(ResponsesNames.FileIds);
            foreach (HostedFileContent file in tool.Inputs.OfType<HostedFileContent>())
            {
                writer.WriteStringValue(file.FileId);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteFileSearch(HostedFileSearchTool tool)
    {
        writer.WriteString(ResponsesNames.Type, ResponsesWords.FileSearch);
        if (!tool.AdditionalProperties.ContainsKey("vector_store_ids"))
        {
            if (tool.Inputs?.Any(static input => input is HostedVectorStoreContent) is not true)
            {
                throw ProtocolError.Unsupported(
                    $"A HostedFileSearchTool without a vector store cannot be sent: {settings.Service} searches vector stores alone. "
                    + "Add a HostedVectorStoreContent to its Inputs.");
            }

            writer.WriteStartArray(ResponsesNames.VectorStoreIds);
            foreach (HostedVectorStoreContent store in tool.Inputs.OfType<HostedVectorStoreContent>())
            {
                writer.WriteStringValue(store.VectorStoreId);
            }

            writer.WriteEndArray();
        }

        if (tool.MaximumResultCount is { } count)
        {
            writer.WriteNumber(ResponsesNames.MaxNumResults, count);
        }
    }

    private static string[] ImageFields(ImageGenerationOptions? options) =>
    [
        .. Field("model", options?.ModelId is not null), .. Field("size", options?.ImageSize is not null),
        .. Field("output_format", options?.MediaType?.StartsWith("image/", StringComparison.Ordinal) is true),
        .. Field("partial_images", options?.StreamingCount is not null),
    ];

    private static string[] Field(string name, bool isWritten) => isWritten ? [name] : [];

    private void WriteImages(ImageGenerationOptions? options)
    {
        writer.WriteString(ResponsesNames.Type, ResponsesWords.ImageGeneration);
        if (options is null)
        {
            return;
        }

        if (options.ModelId is { } model)
        {
            writer.WriteString(ResponsesNames.Model, model);
        }

        if (options.ImageSize is { } size)
        {
            writer.WriteString(ResponsesNames.Size, string.Create(CultureInfo.InvariantCulture, $"{size.Width}x{size.Height}"));
        }

        if (options.MediaType is { } type && type.StartsWith("image/", StringComparison.Ordinal))
        {
            writer.WriteString(ResponsesNames.OutputFormat, type.AsSpan("image/".Length));
        }

        if (options.StreamingCount is { } partial)
        {
            writer.WriteNumber(ResponsesNames.PartialImages, partial);
        }

        if (options.Count is > 1)
        {
            call.Notes.Add("ImageGenerationOptions.Count was not sent: the model decides how many images it makes.");
        }
    }
}
