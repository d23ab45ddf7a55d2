using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes an MCP server that the service talks to, and which of its tools want an approval.</summary>
internal static class ResponsesMcpToolWriter
{
    public static void Write(Utf8JsonWriter writer, HostedMcpServerTool tool)
    {
        writer.WriteString("type"u8, "mcp"u8);
        writer.WriteString("server_label"u8, tool.ServerName);
        bool isAddress = Uri.TryCreate(tool.ServerAddress, UriKind.Absolute, out Uri? uri) && uri.Scheme is "https" or "http";
        writer.WriteString(isAddress ? "server_url"u8 : "connector_id"u8, tool.ServerAddress);
        if (!string.IsNullOrEmpty(tool.ServerDescription))
        {
            writer.WriteString("server_description"u8, tool.ServerDescription);
        }

        if (tool.AllowedTools is { } allowed)
        {
            WriteNames(writer, "allowed_tools"u8, allowed);
        }

        if (tool.Headers is { Count: > 0 } headers)
        {
            writer.WriteStartObject("headers"u8);
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
                writer.WriteString("require_approval"u8, "always"u8);
                break;
            case HostedMcpServerToolNeverRequireApprovalMode:
                writer.WriteString("require_approval"u8, "never"u8);
                break;
            case HostedMcpServerToolRequireSpecificApprovalMode specific:
                writer.WriteStartObject("require_approval"u8);
                WriteSpecific(writer, "always"u8, specific.AlwaysRequireApprovalToolNames);
                WriteSpecific(writer, "never"u8, specific.NeverRequireApprovalToolNames);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteSpecific(Utf8JsonWriter writer, ReadOnlySpan<byte> when, IList<string>? names)
    {
        if (names is { Count: > 0 })
        {
            writer.WriteStartObject(when);
            WriteNames(writer, "tool_names"u8, names);
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
