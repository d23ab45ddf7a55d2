using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Options;

/// <summary>Writes the additional properties of tools that a provider runs itself, as fields of the tool.</summary>
internal static class HostedToolFields
{
    private const string OwnPrefix = "modelgateway.";

    /// <summary>Writes the properties, except those of the gateway. A property that is a field already is noted instead.</summary>
    public static void Write(Utf8JsonWriter writer, AITool tool, ChatCall call, params ReadOnlySpan<string> written)
    {
        foreach ((string name, object? value) in tool.AdditionalProperties)
        {
            if (!IsMeant(name))
            {
                continue;
            }

            if (written.Contains(name))
            {
                Note(tool, name, call, "it has that field already.");
                continue;
            }

            writer.WritePropertyName(name);
            ToolArguments.WriteValue(writer, value);
        }
    }

    public static bool Any(AITool tool) => tool.AdditionalProperties.Keys.Any(IsMeant);

    /// <summary>Notes the properties where the protocol has no fields for them.</summary>
    public static void NoteUnsent(AITool tool, ChatCall call, string service)
    {
        foreach (string name in tool.AdditionalProperties.Keys.Where(IsMeant))
        {
            Note(tool, name, call, $"{service} has no fields for it.");
        }
    }

    /// <summary>Notes the files of a code interpreter where the protocol cannot give it files.</summary>
    public static void NoteInputs(AITool tool, ChatCall call, string service)
    {
        if (tool is HostedCodeInterpreterTool { Inputs.Count: > 0 })
        {
            call.Notes.Add($"The inputs of HostedCodeInterpreterTool were not sent: {service} gives it no files.");
        }
    }

    private static bool IsMeant(string name) => name != "type" && name != "strict" && !name.StartsWith(OwnPrefix, StringComparison.Ordinal);

    private static void Note(AITool tool, string name, ChatCall call, string reason) =>
        call.Notes.Add($"AdditionalProperties[\"{name}\"] of {tool.GetType().Name} was not sent: {reason}");
}
