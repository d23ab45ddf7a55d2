using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes an MCP server that the service talks to, and which of its tools want an approval.</summary>
internal readonly ref struct ResponsesMcpToolWriter(Utf8JsonWriter writer, HostedMcpServerTool tool)
{
    public void Write()
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
            WriteNames(ResponsesNames.AllowedTools, allowed);
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

        WriteApproval(tool.ApprovalMode);
    }

    /// <summary>The fields that a server's own properties make, or exclude.</summary>
    public string[] Fields()
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

    private void WriteApproval(HostedMcpServerToolApprovalMode? mode)
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
                WriteSpecific(ResponsesWords.Always, specific.AlwaysRequireApprovalToolNames);
                WriteSpecific(ResponsesWords.Never, specific.NeverRequireApprovalToolNames);
                writer.WriteEndObject();
                break;
        }
    }

    private void WriteSpecific(ReadOnlySpan<byte> when, IList<string>? names)
    {
        if (names is { Count: > 0 })
        {
            writer.WriteStartObject(when);
            WriteNames(ResponsesNames.ToolNames, names);
            writer.WriteEndObject();
        }
    }

    private void WriteNames(ReadOnlySpan<byte> property, IList<string> names)
    {
        writer.WriteStartArray(property);
        for (int i = 0; i < names.Count; i++)
        {
            writer.WriteStringValue(names[i]);
        }

        writer.WriteEndArray();
    }
}
