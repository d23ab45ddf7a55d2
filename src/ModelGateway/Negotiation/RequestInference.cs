using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Tokens;

namespace ModelGateway.Negotiation;

/// <summary>
/// Reads from a request what it needs, in one pass and without allocating. Essential is what the answer depends on: a deployment that is
/// known to lack it would refuse the request, or answer a different one. Optional is what merely shapes the answer: a provider leaves it
/// out, and the receipt names it.
/// </summary>
internal ref struct RequestInference
{
    /// <summary>The options that a provider may leave out. Everything else that is inferred is essential.</summary>
    public const CapabilityFlags Optional = CapabilityFlags.ParallelTools | CapabilityFlags.StrictTools | CapabilityFlags.Reasoning
        | CapabilityFlags.Seed | CapabilityFlags.Sampling | CapabilityFlags.TopK | CapabilityFlags.Penalties
        | CapabilityFlags.StopSequences;

    // Upper bounds in tokens: a token is at least one byte, and a UTF-16 character has at most three. The frame of a message and a medium
    // are counted as by the provider that charges the most tokens for them.
    private const int MostPerCharacter = 3;
    private const int MostPerFrame = 64;
    private const int MostPerMedium = 8_192;
    private const int LongestNumber = 32;

    private CapabilityFlags _needs;
    private long _characters;

    /// <summary>Infers what a request needs.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options.</param>
    /// <param name="streaming">Whether the provider streams.</param>
    /// <param name="atMost">
    /// An upper bound of the input's tokens. It leaves out the contents of files. Arguments and results that are objects of the
    /// application's are written to be measured, which alone allocates.
    /// </param>
    public static CapabilityFlags Read(IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streaming, out long atMost)
    {
        RequestInference inference = new() { _needs = MeasureFlags.Chat | (streaming ? CapabilityFlags.Streaming : 0) };
        for (int i = 0; i < messages.Count; i++)
        {
            inference.AddMessage(messages[i]);
        }

        if (messages.Count > 0 && IsPrefill(messages[^1]))
        {
            inference._needs |= CapabilityFlags.Prefill;
        }

        if (options is not null)
        {
            inference.AddOptions(options);
        }

        atMost = AtMost(inference._characters) + (messages.Count * (long)MostPerFrame);
        return inference._needs;
    }

    /// <summary>Infers what the options alone need.</summary>
    public static CapabilityFlags ReadOptions(ChatOptions options)
    {
        RequestInference inference = default;
        inference.AddOptions(options);
        return inference._needs;
    }

    /// <summary>What a request needs whose options were replaced on the way.</summary>
    /// <param name="needs">What it needed with the options that it came with.</param>
    /// <param name="before">Those options.</param>
    /// <param name="after">The options as they are sent.</param>
    public static CapabilityFlags Replace(CapabilityFlags needs, ChatOptions? before, ChatOptions? after) =>
        ReferenceEquals(before, after) ? needs
        : (before is null ? needs : needs & ~(ReadOptions(before) & ~CapabilityFlags.SystemPrompt))
            | (after is null ? 0 : ReadOptions(after));

    /// <summary>An upper bound of the tokens of a text.</summary>
    public static long AtMost(long characters) => (characters * MostPerCharacter) + MostPerFrame;

    private void AddMessage(ChatMessage message)
    {
        if (message.Role == ChatRole.System || message.Role.Value == "developer")
        {
            _needs |= CapabilityFlags.SystemPrompt;
        }

        IList<AIContent> contents = message.Contents;
        int calls = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent text: _characters += text.Text.Length; break;
                case FunctionCallContent call: (calls, _characters) = (calls + 1, _characters + Length(call.Arguments)); break;
                case FunctionResultContent result:
                    _needs |= CapabilityFlags.Tools;
                    AddResult(result.Result);
                    break;
                case TextReasoningContent reasoning: _characters += reasoning.Text.Length; break;
                case { } content: AddMedium(content); break;
            }
        }

        // A model without tools refuses their calls in a history too, even if the request offers none.
        _needs |= (calls > 0 ? CapabilityFlags.Tools : 0) | (calls > 1 ? CapabilityFlags.ParallelTools : 0);
    }

    private void AddResult(object? result)
    {
        switch (result)
        {
            case TextContent text: _characters += text.Text.Length; break;
            case AIContent content: AddMedium(content); break;
            case IReadOnlyList<AIContent> contents:
                for (int i = 0; i < contents.Count; i++)
                {
                    AddResult(contents[i]);
                }

                break;
            case IEnumerable<AIContent> contents:
                foreach (AIContent content in contents)
                {
                    AddResult(content);
                }

                break;
            default: _characters += Length(result); break;
        }
    }

    private void AddMedium(AIContent content)
    {
        _characters += MostPerMedium / MostPerCharacter;
        _needs |= content switch
        {
            DataContent data => InputOf(data.MediaType),
            UriContent uri => InputOf(uri.MediaType),
            HostedFileContent { MediaType: { } type } => InputOf(type),
            _ => 0,
        };
    }

    // A text file needs no capability: it is sent as text, or as a document where the provider takes documents.
    private static CapabilityFlags InputOf(string mediaType) =>
        mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.ImageInput
        : mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.AudioInput
        : mediaType.StartsWith("video/", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.VideoInput
        : mediaType.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.FileInput
        : 0;

    // Enumerating any other dictionary than the usual one allocates.
    private static long Length(IDictionary<string, object?>? arguments)
    {
        long characters = 0;
        if (arguments is Dictionary<string, object?> usual)
        {
            foreach (KeyValuePair<string, object?> argument in usual)
            {
                characters += argument.Key.Length + Length(argument.Value);
            }
        }
        else if (arguments is not null)
        {
            foreach (KeyValuePair<string, object?> argument in arguments)
            {
                characters += argument.Key.Length + Length(argument.Value);
            }
        }

        return characters;
    }

    private static long Length(object? value) => value switch
    {
        string text => text.Length,
        JsonElement json => Length(json),
        null or bool or int or long or double or decimal => LongestNumber,
        _ => ValueJson.Measure(value),
    };

    // The document of an element in a history may have been disposed. That must not fail the request here.
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

    // A last message of the assistant with text is an answer that the model should continue. With a function call it is a turn whose
    // results are missing.
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

    private void AddOptions(ChatOptions options)
    {
        if (options.Instructions is { Length: > 0 } instructions)
        {
            _needs |= CapabilityFlags.SystemPrompt;
            _characters += instructions.Length;
        }

        if (options.Tools is { Count: > 0 } tools)
        {
            AddTools(tools, options);
        }

        if (options.ResponseFormat is ChatResponseFormatJson json)
        {
            _needs |= json.Schema is null ? CapabilityFlags.JsonObject : CapabilityFlags.JsonSchema;
            _characters += json.Schema is { } schema ? Length(schema) : 0;
        }

        _needs |= ReadSampling(options);
        if (options.AdditionalProperties is { Count: > 0 } extra)
        {
            _needs |= new ExtraOptions(extra).Read();
        }
    }

    private static CapabilityFlags ReadSampling(ChatOptions options) =>
        (options.Reasoning?.Effort is not (null or ReasoningEffort.None) ? CapabilityFlags.Reasoning : 0)
        | (options.Seed is not null ? CapabilityFlags.Seed : 0)
        | (options.Temperature is not null || options.TopP is not null ? CapabilityFlags.Sampling : 0)
        | (options.TopK is not null ? CapabilityFlags.TopK : 0)
        | (options.FrequencyPenalty is not null || options.PresencePenalty is not null ? CapabilityFlags.Penalties : 0)
        | (options.StopSequences is { Count: > 0 } ? CapabilityFlags.StopSequences : 0);

    private void AddTools(IList<AITool> tools, ChatOptions options)
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
            _characters += tools[i].Description.Length;
            _characters += tools[i] is AIFunctionDeclaration declaration ? Length(declaration.JsonSchema) : 0;
        }

        bool isStrict = (needs & CapabilityFlags.Tools) != 0
            && options.AdditionalProperties is { Count: > 0 } extra && new ExtraOptions(extra).IsSet("strict");
        _needs |= needs
            | (isStrict ? CapabilityFlags.StrictTools : 0)
            | (options.ToolMode is RequiredChatToolMode ? CapabilityFlags.ForcedTools : 0)
            | (options.AllowMultipleToolCalls is true ? CapabilityFlags.ParallelTools : 0);
    }

    private static bool IsStrict(AIFunctionDeclaration function) =>
        function.AdditionalProperties.Count > 0
        && function.AdditionalProperties.TryGetValue("strict", out object? strict) && strict is true;
}
