using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Writes the tools that Anthropic runs itself: web search, code execution, MCP servers, and those given in its own JSON.
/// </summary>
internal static class AnthropicHostedTools
{
    public static void Write(Utf8JsonWriter writer, AITool tool, CallNotes notes)
    {
        switch (tool)
        {
            case HostedWebSearchTool: WriteNamed(writer, tool, "web_search_20250305", "web_search", notes); break;
            case HostedCodeInterpreterTool interpreter:
                if (interpreter.Inputs is { Count: > 0 })
                {
                    notes.Add("The inputs of HostedCodeInterpreterTool were not sent: Anthropic takes files as contents of messages.");
                }

                WriteNamed(writer, tool, "code_execution_20250825", "code_execution", notes);
                break;
            case HostedMcpServerTool server: WriteToolset(writer, server, notes); break;
            case ProviderDefinedTool defined: defined.Definition.WriteTo(writer); break;
            default:
                throw ProtocolError.Unsupported(
                    $"The tool {tool.Name} ({tool.GetType().Name}) cannot be sent to Anthropic: use functions, HostedWebSearchTool, "
                    + "HostedCodeInterpreterTool, HostedMcpServerTool or ProviderDefinedTool.");
        }
    }

    /// <summary>Writes <c>mcp_servers</c>, which stand apart from the tool sets that name them.</summary>
    public static void WriteServers(Utf8JsonWriter writer, IList<AITool> tools, ref AnthropicBody body)
    {
        bool isOpen = false;
        for (int i = 0; i < tools.Count; i++)
        {
            if (tools[i] is not HostedMcpServerTool server)
            {
                continue;
            }

            if (!isOpen)
            {
                body.Begin("mcp_servers");
                writer.WriteStartArray(AnthropicNames.McpServers);
                isOpen = true;
            }

            WriteServer(writer, server, body.Call.Notes);
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    // The additional properties are the tool's own options: max_uses, allowed_domains, user_location; "type" names another version of the
    // tool.
    private static void WriteNamed(Utf8JsonWriter writer, AITool tool, string type, string toolName, CallNotes notes)
    {
        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Type, tool.AdditionalProperties.TryGetValue("type", out object? newer)
            ? AnthropicCacheControl.Text(newer) ?? type : type);
        writer.WriteString(AnthropicNames.Name, toolName);
        foreach ((string name, object? value) in tool.AdditionalProperties)
        {
            if (name is AnthropicCacheControl.Key or AnthropicBetas.Key or "type" or "name" or "strict"
                || name.StartsWith("modelgateway.", StringComparison.Ordinal))
            {
                continue;
            }

            if (!AnthropicBody.IsJsonLike(value))
            {
                notes.Add($"The option {name} of {toolName} was not sent: a {value!.GetType().Name} cannot be written as JSON.");
                continue;
            }

            writer.WritePropertyName(name);
            ToolArguments.WriteValue(writer, value);
        }

        AnthropicCacheControl.Write(writer, tool, notes);
        writer.WriteEndObject();
    }

    private static void WriteToolset(Utf8JsonWriter writer, HostedMcpServerTool server, CallNotes notes)
    {
        if (server.ApprovalMode is not (null or HostedMcpServerToolNeverRequireApprovalMode))
        {
            throw ProtocolError.Unsupported(
                $"The MCP server {server.ServerName} cannot be used through Anthropic with approvals: it calls the tools without asking.");
        }

        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Type, "mcp_toolset"u8);
        writer.WriteString(AnthropicNames.McpServerName, server.ServerName);
        if (server.AllowedTools is { Count: > 0 } allowed)
        {
            WriteAllowed(writer, allowed);
        }

        AnthropicCacheControl.Write(writer, server, notes);
        writer.WriteEndObject();
    }

    private static void WriteAllowed(Utf8JsonWriter writer, IList<string> allowed)
    {
        writer.WriteStartObject(AnthropicNames.DefaultConfig);
        writer.WriteBoolean(AnthropicNames.Enabled, false);
        writer.WriteEndObject();
        writer.WriteStartObject(AnthropicNames.Configs);
        foreach (string name in allowed)
        {
            writer.WriteStartObject(name);
            writer.WriteBoolean(AnthropicNames.Enabled, true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteServer(Utf8JsonWriter writer, HostedMcpServerTool server, CallNotes notes)
    {
        if (!Uri.TryCreate(server.ServerAddress, UriKind.Absolute, out Uri? address) || address.Scheme is not ("https" or "http"))
        {
            throw new ProviderException(new ProviderFailure(
                FailureKind.Unsupported, $"The MCP server {server.ServerName} cannot be used through Anthropic: its address is no URL."));
        }

        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Type, "url"u8);
        writer.WriteString(AnthropicNames.Url, server.ServerAddress);
        writer.WriteString(AnthropicNames.Name, server.ServerName);
        WriteHeaders(writer, server, notes);
        writer.WriteEndObject();
    }

    private static void WriteHeaders(Utf8JsonWriter writer, HostedMcpServerTool server, CallNotes notes)
    {
        foreach ((string name, string value) in server.Headers ?? new Dictionary<string, string>())
        {
            const string Bearer = "Bearer ";
            if (name.Equals("authorization", StringComparison.OrdinalIgnoreCase)
                && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                writer.WriteString(AnthropicNames.AuthorizationToken, value.AsSpan(Bearer.Length).Trim());
            }
            else
            {
                notes.Add($"The header {name} of MCP server {server.ServerName} was not sent: Anthropic passes on bearer tokens only.");
            }
        }
    }
}
