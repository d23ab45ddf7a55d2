using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes the tools that the service runs itself. What a tool has no property for goes in its additional properties.</summary>
internal static class ResponsesHostedToolWriter
{
    public static void Write(Utf8JsonWriter writer, AITool tool, ChatCall call, ResponsesSettings settings)
    {
        string[] written = [];
        writer.WriteStartObject();
        switch (tool)
        {
            case HostedWebSearchTool:
                writer.WriteString("type"u8, "web_search"u8);
                break;
            case HostedCodeInterpreterTool interpreter:
                WriteInterpreter(writer, interpreter); // A container of the properties takes the place of its own.
                break;
            case HostedFileSearchTool search:
                WriteFileSearch(writer, search, settings);
                written = search.MaximumResultCount is null ? [] : ["max_num_results"];
                break;
            case HostedImageGenerationTool images:
                WriteImages(writer, images.Options, call);
                written = ImageFields(images.Options);
                break;
            case HostedMcpServerTool server:
                ResponsesMcpToolWriter.Write(writer, server);
                written = ResponsesMcpToolWriter.Fields(server);
                break;
            default:
                throw ProtocolError.Unsupported(
                    $"The tool '{tool.Name}' ({tool.GetType().Name}) cannot be sent: {settings.Service} has no such tool. "
                    + "Remove it, or route to a provider that hosts it.");
        }

        HostedToolFields.Write(writer, tool, call, written);
        writer.WriteEndObject();
    }

    private static void WriteInterpreter(Utf8JsonWriter writer, HostedCodeInterpreterTool tool)
    {
        writer.WriteString("type"u8, "code_interpreter"u8);
        if (tool.AdditionalProperties.ContainsKey("container"))
        {
            return;
        }

        writer.WriteStartObject("container"u8);
        writer.WriteString("type"u8, "auto"u8);
        if (tool.Inputs?.Any(static input => input is HostedFileContent) is true)
        {
            writer.WriteStartArray("file_ids"u8);
            foreach (HostedFileContent file in tool.Inputs.OfType<HostedFileContent>())
            {
                writer.WriteStringValue(file.FileId);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteFileSearch(Utf8JsonWriter writer, HostedFileSearchTool tool, ResponsesSettings settings)
    {
        writer.WriteString("type"u8, "file_search"u8);
        if (!tool.AdditionalProperties.ContainsKey("vector_store_ids"))
        {
            if (tool.Inputs?.Any(static input => input is HostedVectorStoreContent) is not true)
            {
                throw ProtocolError.Unsupported(
                    $"A HostedFileSearchTool without a vector store cannot be sent: {settings.Service} searches vector stores alone. "
                    + "Add a HostedVectorStoreContent to its Inputs.");
            }

            writer.WriteStartArray("vector_store_ids"u8);
            foreach (HostedVectorStoreContent store in tool.Inputs.OfType<HostedVectorStoreContent>())
            {
                writer.WriteStringValue(store.VectorStoreId);
            }

            writer.WriteEndArray();
        }

        if (tool.MaximumResultCount is { } count)
        {
            writer.WriteNumber("max_num_results"u8, count);
        }
    }

    private static string[] ImageFields(ImageGenerationOptions? options) =>
    [
        .. Field("model", options?.ModelId is not null), .. Field("size", options?.ImageSize is not null),
        .. Field("output_format", options?.MediaType?.StartsWith("image/", StringComparison.Ordinal) is true),
        .. Field("partial_images", options?.StreamingCount is not null),
    ];

    private static string[] Field(string name, bool isWritten) => isWritten ? [name] : [];

    private static void WriteImages(Utf8JsonWriter writer, ImageGenerationOptions? options, ChatCall call)
    {
        writer.WriteString("type"u8, "image_generation"u8);
        if (options is null)
        {
            return;
        }

        if (options.ModelId is { } model)
        {
            writer.WriteString("model"u8, model);
        }

        if (options.ImageSize is { } size)
        {
            writer.WriteString("size"u8, string.Create(CultureInfo.InvariantCulture, $"{size.Width}x{size.Height}"));
        }

        if (options.MediaType is { } type && type.StartsWith("image/", StringComparison.Ordinal))
        {
            writer.WriteString("output_format"u8, type.AsSpan("image/".Length));
        }

        if (options.StreamingCount is { } partial)
        {
            writer.WriteNumber("partial_images"u8, partial);
        }

        if (options.Count is > 1)
        {
            call.Notes.Add("ImageGenerationOptions.Count was not sent: the model decides how many images it makes.");
        }
    }
}
