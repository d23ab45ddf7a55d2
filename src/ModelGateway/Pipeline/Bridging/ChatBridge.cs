using Microsoft.Extensions.AI;
using ModelGateway.Bridging;
using ModelGateway.Pipeline.Attempts;

namespace ModelGateway.Pipeline.Bridging;

/// <summary>
/// One attempt's request, rewritten for a deployment that lacks something, and its answer as the caller expects it. The receipt names
/// what is done.
/// </summary>
internal sealed class ChatBridge
{
    private readonly Attempt _attempt;
    private readonly IReadOnlyList<ChatMessage> _asked;
    private readonly ChatOptions? _options;
    private readonly SchemaRepairs _repairs;
    private ChatOptions? _copy;
    private Bridges _used;

    private ChatBridge(Attempt attempt, IReadOnlyList<ChatMessage> messages, ChatOptions? options, SchemaRepairs repairs)
    {
        _attempt = attempt;
        _asked = messages;
        _options = options;
        _repairs = repairs;
        Messages = messages;
    }

    public Attempt Attempt => _attempt;

    /// <summary>The history as it is sent.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; private set; }

    /// <summary>The options as they are sent.</summary>
    public ChatOptions? Options => _copy ?? _options;

    /// <summary>Reads an answer by schema; null where none is asked for, or the deployment supports schemas itself.</summary>
    public SchemaReader? Schema { get; private set; }

    /// <summary>Whether nothing of the answer may be seen before it is whole and fits.</summary>
    public bool ShowsWhole => Schema is { IsByTool: false };

    private ChatOptions Copy => _copy ??= _options?.Clone() ?? new ChatOptions();

    /// <summary>Makes the bridge of an attempt on a deployment that lacks something, and notes on the receipt what it does.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="messages">The caller's messages.</param>
    /// <param name="options">The caller's options.</param>
    /// <param name="repairs">The answers to the request that did not fit its schema.</param>
    public static ChatBridge Create(Attempt attempt, IReadOnlyList<ChatMessage> messages, ChatOptions? options, SchemaRepairs repairs)
    {
        ChatBridge bridge = new(attempt, messages, options, repairs);
        bridge.SerializeCalls();
        bridge.AskForSchema();
        bridge.FoldInstructions();
        attempt.OnBridged(bridge._used);
        return bridge;
    }

    /// <summary>Turns the whole answer into what was asked for, or says that it is not. The attempt is settled.</summary>
    public AttemptAnswer<ChatResponse> Read(ChatResponse response)
    {
        if (_used.HasFlag(Bridges.SerializeToolCalls))
        {
            int calls = 0;
            foreach (ChatMessage message in response.Messages)
            {
                calls += CallSerializing.Calls(message.Contents);
            }

            OnCalls(calls);
        }

        return Schema?.Read(response) ?? response;
    }

    /// <summary>Turns a stream into what was asked for, piece by piece; null where it stays as it is.</summary>
    /// <param name="showsDeltas">Whether the caller asked to see the arguments of its own functions by pieces.</param>
    public UpdateBridge? Updates(bool showsDeltas) =>
        Schema is not null || _used.HasFlag(Bridges.SerializeToolCalls) ? new UpdateBridge(this, showsDeltas) : null;

    /// <summary>Notes that a model made several calls though it was asked not to. They pass on: nothing of an answer is lost.</summary>
    public void OnCalls(int calls)
    {
        if (calls > 1 && _used.HasFlag(Bridges.SerializeToolCalls))
        {
            Note($"{calls} calls came in one answer, though one at a time was asked for.");
        }
    }

    public void Note(string note) => _attempt.Request.Receipt.Note($"{_attempt.Deployment.Name}: {note}");

    private void SerializeCalls()
    {
        if (!_attempt.Bridges.HasFlag(Bridges.SerializeToolCalls))
        {
            return;
        }

        Messages = CallSerializing.Rewrite(Messages);
        bool asks = _options is { Tools.Count: > 0, ToolMode: not NoneChatToolMode };
        if (asks)
        {
            Copy.AllowMultipleToolCalls = false;
        }

        if (asks || !ReferenceEquals(Messages, _asked))
        {
            Use(Bridges.SerializeToolCalls, "calls of functions are made one after the other");
        }
    }

    private void AskForSchema()
    {
        if (_options?.ResponseFormat is not ChatResponseFormatJson { Schema: not null } format)
        {
            return;
        }

        if (_attempt.Bridges.HasFlag(Bridges.SchemaByTool))
        {
            if (SchemaFunction.IsInTheWay(_options))
            {
                Copy.ResponseFormat = null;
                Note("the JSON schema was not sent: the request demands a call of its functions, not an answer.");
                return;
            }

            SchemaFunction function = new(format, _options.Tools);
            function.Apply(Copy);
            Schema = new SchemaReader(_attempt, _repairs, format, function.Root, function.Name);
            Use(Bridges.SchemaByTool, $"the answer by JSON schema was asked for as the arguments of the function '{function.Name}'");
        }
        else if (_attempt.Bridges.HasFlag(Bridges.SchemaByPrompt))
        {
            SchemaRoot root = new(format.Schema.Value);
            string instruction = SchemaPrompt.Instruction(format, root);
            Copy.Instructions = string.IsNullOrEmpty(Copy.Instructions) ? instruction : $"{Copy.Instructions}\n\n{instruction}";
            Copy.ResponseFormat = HasJsonMode() ? ChatResponseFormat.Json : null;
            Schema = new SchemaReader(_attempt, _repairs, format, root, null);
            Use(Bridges.SchemaByPrompt, "the answer by JSON schema was asked for in words, and checked");
        }

        if (_repairs.Find(_attempt.Deployment) is { } repair)
        {
            Messages = [.. Messages, .. repair.Messages];
        }
    }

    // Several providers refuse it together with functions.
    private bool HasJsonMode() =>
        _options!.Tools is not { Count: > 0 } && _attempt.Deployment.Model.Capabilities[Capability.JsonObject] == CapabilitySupport.Yes;

    private void FoldInstructions()
    {
        if (_attempt.Bridges.HasFlag(Bridges.FoldSystemPrompt)
            && (!string.IsNullOrWhiteSpace(Options?.Instructions) || Messages.Any(SystemFolding.IsSystem)))
        {
            Messages = SystemFolding.Fold(Messages, Options?.Instructions);
            Copy.Instructions = null;
            Use(Bridges.FoldSystemPrompt, "instructions went into the first message of the user");
        }
    }

    private void Use(Bridges bridge, string what)
    {
        _used |= bridge;
        Note($"{what} ({bridge}).");
    }
}
