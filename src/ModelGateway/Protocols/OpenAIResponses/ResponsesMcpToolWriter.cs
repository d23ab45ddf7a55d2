using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes an MCP server that the service talks to, and which of its tools want an approval.</summary>
internal static class ResponsesMcpToolWriter
{
    public static void Write(Utf8JsonWriter writer, HostedMcpServerTool tool)
    {
        writer.WriteString(ResponsesNames.Type, ResponsesWords.Mcp);
        writer.WriteString(ResponsesNames.ServerLabel, tool.ServerName);
        bool isAddress = Uri.TryCreate(tool.ServerAddress, UriKind.Absolute, out Uri? uri) && uri.Scheme is "https" or "http";
        writer.WriteString(isAddress ? ResponsesNames.ServerUrl : ResponsesNames.ConnectorId, tool.ServerAddress);
        if (!string.IsNullOrEmpty(tool.ServerDescription))
        {
            writer.WriteString(ResponsesNames.ServerDescription, tool.ServerDescription);
        }

        if (tool.AllowedTools is { } allowed)
        {
            WriteNames(writer, ResponsesNames.AllowedTools, allowed);
        }

        if (tool.Headers is { Count: > 0 } headers)
        {
            writer.WriteStartObject(ResponsesNames.Headers);
            foreach ((string name, string value) in headers)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        WriteApproval(writer, tool.ApprovalMode);
    }

    /// <summary>The fields that a server's own properties make, or exclude.</summary>
    public static string[] Fields(HostedMcpServerTool tool)
    {
        List<string> fields = ["server_label", "server_url", "connector_id"];
        Add("server_description", !string.IsNullOrEmpty(tool.ServerDescription));
        Add("allowed_tools", tool.AllowedTools is not null);
        Add("headers", tool.Headers is { Count: > 0 });
        Add("require_approval", tool.ApprovalMode is not null);
        return [.. fields];

        void Add(string name, bool isWritten)
        {
            if (isWritten)
            {
                fields.Add(name);
            }
        }
    }

    private static void WriteApproval(Utf8JsonWriter writer, HostedMcpServerToolApprovalMode? mode)
    {
        switch (mode)
        {
            case HostedMcpServerToolAlwaysRequireApprovalMode:
                writer.WriteString(ResponsesNames.RequireApproval, ResponsesWords.Always);
                break;
            case HostedMcpServerToolNeverRequireApprovalMode:
                writer.WriteString(ResponsesNames.RequireApproval, ResponsesWords.Never);
                break;
            case HostedMcpServerToolRequireSpecificApprovalMode specific:
                writer.WriteStartObject(ResponsesNames.RequireApproval);
                WriteSpecific(writer, ResponsesWords.Always, specific.AlwaysRequireApprovalToolNames);
                WriteSpecific(writer, ResponsesWords.Never, specific.NeverRequireApprovalToolNames);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteSpecific(Utf8JsonWriter writer, ReadOnlySpan<byte> when, IList<string>? names)
    {
        if (names is { Count: > 0 })
        {
            writer.WriteStartObject(when);
            WriteNames(writer, ResponsesNames.ToolNames, names);
            writer.WriteEndObject();
        }
    }

    private static void WriteNames(Utf8JsonWriter writer, ReadOnlySpan<byte> property, IList<string> names)
    {
        writer.WriteStartArray(property);
        for (int i = 0; i < names.Count; i++)
        {
            writer.WriteStringValue(names[i]);
        }

        writer.WriteEndArray();
    }
}
