using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Negotiation;

/// <summary>
/// Reads from a request what it needs, in one pass and without allocating. What an answer depends on is essential: a deployment that is
/// known not to have it would refuse the request, or answer another one. What merely shapes the answer is optional: a provider leaves it
/// out, and the receipt names it.
/// </summary>
internal static class RequestInference
{
    /// <summary>The options that a provider may leave out. Everything else that is inferred is essential.</summary>
    public const CapabilityFlags Optional = CapabilityFlags.ParallelTools | CapabilityFlags.StrictTools | CapabilityFlags.Reasoning | CapabilityFlags.Seed
        | CapabilityFlags.Sampling | CapabilityFlags.TopK | CapabilityFlags.Penalties | CapabilityFlags.StopSequences;

    // Tokens are bytes at the smallest, of which a character has three at most; what is around messages, and images, by the dearest provider.
    private const int MostPerCharacter = 3;
    private const int MostAround = 64;
    private const int MostOfMedia = 8_192;

    /// <summary>What a request needs of whoever answers.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options.</param>
    /// <param name="streaming">Whether the provider streams.</param>
    /// <param name="atMost">More tokens than the input has, of all that can be told at a glance: what files hold, and results that are objects, cannot.</param>
    public static CapabilityFlags Read(IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streaming, out long atMost)
    {
        CapabilityFlags needs = MeasureFlags.Chat | (streaming ? CapabilityFlags.Streaming : 0);
        long characters = 0;
        for (int i = 0; i < messages.Count; i++)
        {
            needs |= OfMessage(messages[i], ref characters);
        }

        needs |= IsPrefill(messages[^1]) ? CapabilityFlags.Prefill : 0;
        needs |= options is null ? 0 : OfOptions(options, ref characters);
        atMost = AtMost(characters) + (messages.Count * (long)MostAround);
        return needs;
    }

    /// <summary>More tokens than so many characters are.</summary>
    public static long AtMost(long characters) => (characters * MostPerCharacter) + MostAround;

    /// <summary>What the options alone need.</summary>
    public static CapabilityFlags OfOptions(ChatOptions options)
    {
        long characters = 0;
        return OfOptions(options, ref characters);
    }

    private static CapabilityFlags OfMessage(ChatMessage message, ref long characters)
    {
        CapabilityFlags needs = message.Role == ChatRole.System || message.Role.Value == "developer" ? CapabilityFlags.SystemPrompt : 0;
        IList<AIContent> contents = message.Contents;
        int calls = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent text: characters += text.Text.Length; break;
                case FunctionCallContent call: (calls, characters) = (calls + 1, characters + OfArguments(call.Arguments)); break;
                case FunctionResultContent result: needs |= OfResult(result.Result, ref characters); break;
                case TextReasoningContent reasoning: characters += reasoning.Text.Length; break;
                case { } content: needs |= OfMedia(content, ref characters); break;
            }
        }

        return calls > 1 ? needs | CapabilityFlags.ParallelTools : needs;
    }

    private static CapabilityFlags OfResult(object? result, ref long characters)
    {
        CapabilityFlags needs = 0;
        switch (result)
        {
            case string or JsonElement: characters += Length(result); break;
            case TextContent text: characters += text.Text.Length; break;
            case AIContent content: needs = OfMedia(content, ref characters); break;
            case IReadOnlyList<AIContent> contents:
                for (int i = 0; i < contents.Count; i++)
                {
                    needs |= OfResult(contents[i], ref characters);
                }

                break;
            case IEnumerable<AIContent> contents:
                foreach (AIContent content in contents)
                {
                    needs |= OfResult(content, ref characters);
                }

                break;
        }

        return needs;
    }

    private static CapabilityFlags OfMedia(AIContent content, ref long characters)
    {
        characters += MostOfMedia / MostPerCharacter;
        return content switch
        {
            DataContent data => OfMedia(data.MediaType),
            UriContent uri => OfMedia(uri.MediaType),
            HostedFileContent { MediaType: { } type } => OfMedia(type),
            _ => 0,
        };
    }

    // Another dictionary than the usual one would have to be enumerated with an allocation.
    private static long OfArguments(IDictionary<string, object?>? arguments)
    {
        long characters = 0;
        if (arguments is Dictionary<string, object?> usual)
        {
            foreach (KeyValuePair<string, object?> argument in usual)
            {
                characters += argument.Key.Length + Length(argument.Value);
            }
        }

        return characters;
    }

    // What a caller put into a history must not fail the request here: its document may be disposed.
    private static long Length(object? value)
    {
        return value is JsonElement json ? Length(json) : (value as string)?.Length ?? 0;
    }

    private static long Length(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.Undefined ? 0 : JsonMarshal.GetRawUtf8Value(json).Length;
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }

    // Texts are sent as such, or as a document, as the provider has it.
    private static CapabilityFlags OfMedia(string mediaType) =>
        mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.ImageInput
        : mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.AudioInput
        : mediaType.StartsWith("video/", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.VideoInput
        : mediaType.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.FileInput
        : 0;

    // An answer that the caller began, rather than a turn of tools that has no results yet.
    private static bool IsPrefill(ChatMessage last)
    {
        if (last.Role != ChatRole.Assistant)
        {
            return false;
        }

        bool hasText = false;
        IList<AIContent> contents = last.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent)
            {
                return false;
            }

            hasText |= contents[i] is TextContent { Text.Length: > 0 };
        }

        return hasText;
    }

    private static CapabilityFlags OfOptions(ChatOptions options, ref long characters)
    {
        CapabilityFlags needs = 0;
        if (options.Instructions is { Length: > 0 } instructions)
        {
            needs |= CapabilityFlags.SystemPrompt;
            characters += instructions.Length;
        }

        if (options.Tools is { Count: > 0 } tools)
        {
            needs |= OfTools(tools, options.AdditionalProperties, ref characters);
            needs |= options.ToolMode is RequiredChatToolMode ? CapabilityFlags.ForcedTools : 0;
            needs |= options.AllowMultipleToolCalls is true ? CapabilityFlags.ParallelTools : 0;
        }

        if (options.ResponseFormat is ChatResponseFormatJson json)
        {
            needs |= json.Schema is null ? CapabilityFlags.JsonObject : CapabilityFlags.JsonSchema;
            characters += json.Schema is { } schema ? Length(schema) : 0;
        }

        needs |= options.Reasoning?.Effort is not (null or ReasoningEffort.None) ? CapabilityFlags.Reasoning : 0;
        needs |= options.Seed is not null ? CapabilityFlags.Seed : 0;
        needs |= options.Temperature is not null || options.TopP is not null ? CapabilityFlags.Sampling : 0;
        needs |= options.TopK is not null ? CapabilityFlags.TopK : 0;
        needs |= options.FrequencyPenalty is not null || options.PresencePenalty is not null ? CapabilityFlags.Penalties : 0;
        needs |= options.StopSequences is { Count: > 0 } ? CapabilityFlags.StopSequences : 0;
        return options.AdditionalProperties is { Count: > 0 } extra ? needs | OfExtra(extra) : needs;
    }

    private static CapabilityFlags OfTools(IList<AITool> tools, AdditionalPropertiesDictionary? extra, ref long characters)
    {
        CapabilityFlags needs = 0;
        for (int i = 0; i < tools.Count; i++)
        {
            needs |= tools[i] switch
            {
                AIFunctionDeclaration function => CapabilityFlags.Tools | (IsStrict(function) ? CapabilityFlags.StrictTools : 0),
                HostedWebSearchTool => CapabilityFlags.WebSearch,
                HostedCodeInterpreterTool => CapabilityFlags.CodeExecution,
                HostedFileSearchTool => CapabilityFlags.FileSearch,
                HostedMcpServerTool => CapabilityFlags.RemoteMcp,
                _ => 0,
            };
            characters += tools[i].Description.Length + (tools[i] is AIFunctionDeclaration declaration ? Length(declaration.JsonSchema) : 0);
        }

        return (needs & CapabilityFlags.Tools) != 0 && extra is { Count: > 0 } && IsSet(extra, "strict") ? needs | CapabilityFlags.StrictTools : needs;
    }

    private static bool IsStrict(AIFunctionDeclaration function) =>
        function.AdditionalProperties.Count > 0 && function.AdditionalProperties.TryGetValue("strict", out object? strict) && strict is true;

    // The extra fields, in the spellings of the vendors.
    private static CapabilityFlags OfExtra(AdditionalPropertiesDictionary extra)
    {
        CapabilityFlags needs = IsSet(extra, "logprobs") || IsSet(extra, "top_logprobs") || IsSet(extra, "responseLogprobs") ? CapabilityFlags.LogProbs : 0;
        needs |= IsSet(extra, ProviderOptionNames.ThinkingBudget) ? CapabilityFlags.Reasoning : 0;
        return needs | OfModalities(extra, "modalities") | OfModalities(extra, "responseModalities");
    }

    private static bool IsSet(AdditionalPropertiesDictionary extra, string name) => extra.TryGetValue(name, out object? value) && value switch
    {
        bool on => on,
        int number => number > 0,
        long number => number > 0,
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.Number } element => element.TryGetInt64(out long number) && number > 0,
        _ => false,
    };

    private static CapabilityFlags OfModalities(AdditionalPropertiesDictionary extra, string name)
    {
        CapabilityFlags needs = 0;
        if (extra.TryGetValue(name, out object? value))
        {
            if (value is JsonElement { ValueKind: JsonValueKind.Array } array)
            {
                foreach (JsonElement element in array.EnumerateArray())
                {
                    needs |= element.ValueKind == JsonValueKind.String ? OfModality(element.GetString()!) : 0;
                }
            }
            else if (value is IEnumerable<string> names)
            {
                foreach (string modality in names)
                {
                    needs |= OfModality(modality);
                }
            }
        }

        return needs;
    }

    private static CapabilityFlags OfModality(string name) =>
        name.Equals("image", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.ImageOutput
        : name.Equals("audio", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.AudioOutput
        : 0;
}
