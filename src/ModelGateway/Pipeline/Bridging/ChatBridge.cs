using Microsoft.Extensions.AI;
using ModelGateway.Bridging;

namespace ModelGateway.Pipeline.Bridging;

/// <summary>
/// One attempt's request as a deployment can take it that lacks something, and its answer as the caller expects it. What is done is
/// named on the receipt.
/// </summary>
internal sealed class ChatBridge
{
    private readonly Attempt _attempt;
    private readonly ChatRequest _chat;
    private ChatOptions? _copy;
    private Bridges _used;

    private ChatBridge(Attempt attempt, ChatRequest chat)
    {
        _attempt = attempt;
        _chat = chat;
        Messages = chat.Messages;
    }

    /// <summary>The history as it is sent.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; private set; }

    /// <summary>The options as they are sent.</summary>
    public ChatOptions? Options => _copy ?? _chat.Options;

    /// <summary>What reads an answer by schema; null where none is asked for, or the deployment does it itself.</summary>
    public SchemaReader? Schema { get; private set; }

    /// <summary>Whether nothing of the answer may be seen before it is whole and fits.</summary>
    public bool ShowsWhole => Schema is { IsByTool: false };

    private ChatOptions Copy => _copy ??= _chat.Options?.Clone() ?? new ChatOptions();

    /// <summary>What an attempt has to do; null for nothing, as nearly always.</summary>
    public static ChatBridge? Of(Attempt attempt, ChatRequest chat)
    {
        if (attempt.Bridges == Bridges.None)
        {
            return null;
        }

        ChatBridge bridge = new(attempt, chat);
        bridge.SerializeCalls();
        bridge.AskForSchema();
        bridge.FoldInstructions();
        attempt.OnBridged(bridge._used);
        return bridge;
    }

    /// <summary>Turns the whole answer into what was asked for. The attempt is settled.</summary>
    /// <exception cref="UnfitAnswerException">It is not what was asked for.</exception>
    public ChatResponse Read(ChatResponse response)
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

    /// <summary>What turns a stream into what was asked for, piece by piece; null where it stays as it is.</summary>
    public UpdateBridge? Updates() =>
        Schema is not null || _used.HasFlag(Bridges.SerializeToolCalls) ? new UpdateBridge(this, _chat.ShowsCallDeltas) : null;

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
        bool asks = _chat.Options is { Tools.Count: > 0, ToolMode: not NoneChatToolMode };
        if (asks)
        {
            Copy.AllowMultipleToolCalls = false;
        }

        if (asks || !ReferenceEquals(Messages, _chat.Messages))
        {
            Use(Bridges.SerializeToolCalls, "calls of functions are made one after the other");
        }
    }

    private void AskForSchema()
    {
        if (_chat.Options?.ResponseFormat is not ChatResponseFormatJson { Schema: not null } format)
        {
            return;
        }

        if (_attempt.Bridges.HasFlag(Bridges.SchemaByTool))
        {
            if (SchemaFunction.IsInTheWay(_chat.Options))
            {
                Copy.ResponseFormat = null;
                Note("the JSON schema was not sent: the request demands a call of its functions, not an answer.");
                return;
            }

            SchemaFunction function = new(format, _chat.Options.Tools);
            function.Apply(Copy);
            Schema = new SchemaReader(_attempt, _chat, format, function.Root, function.Name);
            Use(Bridges.SchemaByTool, $"the answer by JSON schema was asked for as the arguments of the function '{function.Name}'");
        }
        else if (_attempt.Bridges.HasFlag(Bridges.SchemaByPrompt))
        {
            SchemaRoot root = new(format.Schema.Value);
            string instruction = SchemaPrompt.Instruction(format, root);
            Copy.Instructions = string.IsNullOrEmpty(Copy.Instructions) ? instruction : $"{Copy.Instructions}\n\n{instruction}";
            Copy.ResponseFormat = HasJsonMode() ? ChatResponseFormat.Json : null;
            Schema = new SchemaReader(_attempt, _chat, format, root, null);
            Use(Bridges.SchemaByPrompt, "the answer by JSON schema was asked for in words, and checked");
        }

        if (_chat.RepairOf(_attempt.Deployment) is { } repair)
        {
            Messages = [.. Messages, .. repair.Messages];
        }
    }

    // Several providers refuse it together with functions.
    private bool HasJsonMode() =>
        _chat.Options!.Tools is not { Count: > 0 } && _attempt.Deployment.Model.Capabilities[Capability.JsonObject] == CapabilitySupport.Yes;

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
