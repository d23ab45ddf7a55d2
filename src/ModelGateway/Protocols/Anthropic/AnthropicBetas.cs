using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Features that a header switches on: those that the tools need, and those that the application names in
/// <see cref="ChatOptions.AdditionalProperties"/> or in a tool's, under the header's name. Web search, web fetch, code execution, memory,
/// tool search and file ids no longer need a header.
/// </summary>
internal static class AnthropicBetas
{
    public const string Key = "anthropic-beta";

    private const string Option = $"AdditionalProperties[\"{Key}\"]";
    private const string Mcp = "mcp-client-2025-11-20";

    public static void Write(HttpRequestHeaders headers, ChatCall call)
    {
        if (call.Options is not { } options)
        {
            return;
        }

        if (options.AdditionalProperties is { Count: > 0 } extras && extras.TryGetValue(Key, out object? named))
        {
            Add(headers, named, Option);
        }

        for (int i = 0; options.Tools is { } tools && i < tools.Count; i++)
        {
            if (tools[i].AdditionalProperties is { Count: > 0 } properties && properties.TryGetValue(Key, out object? given))
            {
                Add(headers, given, $"{Option} of the tool {tools[i].Name}");
            }
            else if (BetaOf(tools[i]) is { } beta)
            {
                headers.TryAddWithoutValidation(Key, beta);
            }
        }
    }

    private static string? BetaOf(AITool tool) => tool switch
    {
        HostedMcpServerTool => Mcp,
        ProviderDefinedTool defined => BetaOf(defined.Definition),
        _ => null,
    };

    private static string? BetaOf(JsonElement definition) =>
        !definition.TryGetProperty(AnthropicNames.Type.EncodedUtf8Bytes, out JsonElement type)
            || type.ValueKind != JsonValueKind.String ? null
        : type.GetString() switch
        {
            "mcp_toolset" => Mcp,
            "advisor_20260301" => "advisor-tool-2026-03-01",
            "computer_20251124" => "computer-use-2025-11-24",
            "computer_20250124" => "computer-use-2025-01-24",
            "computer_20241022" or "bash_20241022" or "text_editor_20241022" => "computer-use-2024-10-22",
            _ => null,
        };

    private static void Add(HttpRequestHeaders headers, object? named, string option)
    {
        switch (named)
        {
            case string text: headers.AddChecked(Key, text, option); break;
            case IEnumerable<string> texts:
                foreach (string text in texts)
                {
                    Add(headers, text, option);
                }

                break;
            case JsonElement { ValueKind: JsonValueKind.String } element: headers.AddChecked(Key, element.GetString()!, option); break;
            case JsonElement { ValueKind: JsonValueKind.Array } elements:
                foreach (JsonElement element in elements.EnumerateArray())
                {
                    Add(headers, element, option);
                }

                break;
        }
    }
}
