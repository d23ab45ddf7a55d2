using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Diagnostics;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;
using ModelGateway.Providers;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>One attempt's stream from the provider: waits for it under the attempt's clocks and sums up what passes by.</summary>
internal sealed class ProviderStream : IAttemptProgress
{
    private readonly Attempt _attempt;
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates;
    private readonly bool _honoursCancellation;
    private readonly List<ChatResponseUpdate>? _recorded;
    private Task<bool>? _leftBehind;
    private UsageDetails? _usage;
    private IReadOnlyList<SubUsage>? _subUsage;
    private HashSet<string>? _shownCalls;
    private long _characters;
    private UpdateBridge? _bridge;
    private string? _finishReason;
    private string? _responseModel;
    private string? _serviceTier;

    public ProviderStream(Attempt attempt, ChatCall call, UpdateBridge? bridge = null)
    {
        _bridge = bridge;
        _attempt = attempt;
        attempt.Progress = this;
        if (attempt.ContentActivity is { } activity)
        {
            _recorded = [];
            attempt.Settling = () => MessageContent.SetOutput(activity, _recorded.ToChatResponse().Messages, null);
        }

        IModelClient client = attempt.Deployment.Client;
        _honoursCancellation = client.HonoursCancellation;
        _updates = client.GetStreamingResponseAsync(call, attempt.Transport, attempt.Clock.Token).GetAsyncEnumerator(attempt.Clock.Token);
    }

    /// <summary>What the caller is to see of the last update.</summary>
    public ChatResponseUpdate Current { get; private set; } = null!;

    /// <summary>The id of the message that the stream makes.</summary>
    public string? MessageId { get; private set; }

    public string? ResponseId { get; private set; }

    /// <summary>What has passed by so far.</summary>
    public AttemptResult Result =>
        new(_usage is null ? null : TokenUsage.From(_usage), _characters, _responseModel, _finishReason, ResponseId) { SubUsage = _subUsage, ServiceTier = _serviceTier };

    public async ValueTask<bool> MoveNextAsync()
    {
        ValueTask<bool> next = _updates.MoveNextAsync();
        if (next.IsCompletedSuccessfully)
        {
            return Arrived(next.Result);
        }

        _attempt.Clock.BeginWait();
        try
        {
            bool moved = _honoursCancellation
                ? await next.ConfigureAwait(false)
                : await WaitAsync(next.AsTask()).ConfigureAwait(false);
            return Arrived(moved);
        }
        finally
        {
            _attempt.Clock.EndWait();
        }
    }

    /// <summary>Reads, and settles, an answer of which nobody sees anything before its end.</summary>
    public async ValueTask<ChatResponse> ReadToEndAsync()
    {
        List<ChatResponseUpdate> updates = [];
        bool hasContent = false;
        while (await MoveNextAsync().ConfigureAwait(false))
        {
            updates.Add(Current);
            if (!hasContent && HasContent(Current))
            {
                hasContent = true;
                _attempt.OnFirstContent();
            }
        }

        _attempt.Complete(Result);
        return updates.ToChatResponse();
    }

    /// <summary>Lets go of the provider's stream. A client that need not answer to cancellation is left to end in its own time, and is not waited for.</summary>
    public async ValueTask CloseAsync()
    {
        Task ended = EndAsync();
        if (_honoursCancellation)
        {
            await ended.ConfigureAwait(false);
        }
    }

    /// <summary>Whether an update holds something that a caller would see: the commit point.</summary>
    public static bool HasContent(ChatResponseUpdate update)
    {
        IList<AIContent> contents = update.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] switch
            {
                TextContent text => text.Text.Length > 0,
                TextReasoningContent reasoning => reasoning.Text.Length > 0 || reasoning.ProtectedData is not null,
                UsageContent => false,
                _ => true,
            })
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> WaitAsync(Task<bool> next)
    {
        _leftBehind = next;
        bool moved = await next.WaitAsync(_attempt.Clock.Token).ConfigureAwait(false);
        _leftBehind = null;
        return moved;
    }

    private async Task EndAsync()
    {
        if (_leftBehind is { IsCompleted: false } running)
        {
            // However it ends: nobody is there to see it, but its connection is to be closed.
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            await _updates.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The attempt is settled; how its stream is torn down changes nothing for the caller.
        }
    }

    // A call whose arguments were shown as they came is not counted again when it is whole.
    private long Characters(AIContent content)
    {
        if (content is ToolCallDeltaContent delta)
        {
            bool isFirst = (_shownCalls ??= new HashSet<string>(StringComparer.Ordinal)).Add(delta.CallId);
            return delta.ArgumentsDelta.Length + (isFirst ? delta.Name.Length : 0);
        }

        return content is FunctionCallContent call && _shownCalls?.Contains(call.CallId) is true ? 0 : TokenEstimator.Characters(content);
    }

    private bool Arrived(bool moved)
    {
        if (moved)
        {
            Observe(_updates.Current);
            Current = _bridge?.Map(_updates.Current) ?? _updates.Current;
            return true;
        }

        ChatResponseUpdate? last = _bridge?.End();
        _bridge = null;
        Current = last!;
        return last is not null;
    }

    private void Observe(ChatResponseUpdate update)
    {
        _recorded?.Add(update);
        IList<AIContent> contents = update.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is UsageContent usage)
            {
                // A copy: the caller's own additions (a tool loop sums them up) must not reach the books.
                _usage ??= new UsageDetails();
                _usage.Add(usage.Details);
                _subUsage = (usage.Details as CompoundUsageDetails)?.SubUsage ?? _subUsage;
            }
            else
            {
                _characters += Characters(contents[i]);
            }
        }

        MessageId = update.MessageId ?? MessageId;
        ResponseId = update.ResponseId ?? ResponseId;
        _responseModel = update.ModelId ?? _responseModel;
        _serviceTier = ProviderExtras.ServiceTier(update.AdditionalProperties) ?? _serviceTier;
        _finishReason = update.FinishReason?.Value ?? _finishReason;
    }
}
