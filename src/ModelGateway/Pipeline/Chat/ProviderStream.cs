using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Diagnostics;
using ModelGateway.Failures;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;
using ModelGateway.Providers;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline.Chat;

/// <summary>One attempt's stream from the provider: waits for it under the attempt's clocks and sums up usage, ids and length.</summary>
internal sealed class ProviderStream : IAttemptProgress
{
    // More than any answer makes; their ids are kept until its end.
    private const int MostCalls = 65_536;

    private readonly Attempt _attempt;
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates;
    private readonly bool _honoursCancellation;
    private readonly List<ChatResponseUpdate>? _recorded;
    private CollectedBytes _recordedBytes;
    private Task<bool>? _abandoned;
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
        IAsyncEnumerable<ChatResponseUpdate> updates = call.Streaming
            ? client.GetStreamingResponseAsync(call, attempt.Transport, attempt.Clock.Token)
            : AnswerWholeAsync(attempt, call);
        _updates = updates.GetAsyncEnumerator(attempt.Clock.Token);
    }

    /// <summary>The last update, as the caller is to see it.</summary>
    public ChatResponseUpdate Current { get; private set; } = null!;

    /// <summary>The id of the message that the stream makes.</summary>
    public string? MessageId { get; private set; }

    public string? ResponseId { get; private set; }

    /// <summary>What the stream has reported so far, also where its last update, which hands the usage on, never came.</summary>
    public AttemptResult Result
    {
        get
        {
            UsageDetails? usage = _usage ?? _attempt.Transport.ReportedUsage;
            return new(usage is null ? null : TokenUsage.From(usage), _characters, _responseModel, _finishReason, ResponseId)
            {
                SubUsage = _subUsage ?? (usage as CompoundUsageDetails)?.SubUsage,
                ServiceTier = _serviceTier,
            };
        }
    }

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

    /// <summary>Reads an answer to its end before the caller sees any of it, and settles the attempt.</summary>
    public async ValueTask<ChatResponse> ReadToEndAsync()
    {
        List<ChatResponseUpdate> updates = [];
        CollectedBytes collected = default;
        bool hasContent = false;
        while (await MoveNextAsync().ConfigureAwait(false))
        {
            collected.Add(Current, _attempt);
            updates.Add(Current);
            if (!hasContent && HasContent(Current))
            {
                hasContent = true;
                _attempt.OnFirstContent();
            }
        }

        _attempt.Complete(Result);
        return ToResponse(updates);
    }

    /// <summary>Closes the provider's stream. A client that does not honour cancellation is not waited for.</summary>
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

    // What a protocol says of an answer stands at the response, as where it comes whole; ToChatResponse puts it at a message.
    private static ChatResponse ToResponse(List<ChatResponseUpdate> updates)
    {
        ChatResponse response = updates.ToChatResponse();
        for (int i = 0; i < updates.Count; i++)
        {
            if (updates[i].AdditionalProperties is { } properties)
            {
                response.AdditionalProperties ??= [];
                foreach ((string name, object? value) in properties)
                {
                    response.AdditionalProperties[name] = value;
                }
            }
        }

        return response;
    }

    // The answer of a deployment that refuses to stream, as a stream.
    private static async IAsyncEnumerable<ChatResponseUpdate> AnswerWholeAsync(Attempt attempt, ChatCall call)
    {
        Task<ChatResponse> answer = attempt.Deployment.Client.GetResponseAsync(call, attempt.Transport, attempt.Clock.Token);
        ChatResponse response = await attempt.WaitAsync(answer).ConfigureAwait(false);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    private async Task<bool> WaitAsync(Task<bool> next)
    {
        _abandoned = next;
        bool moved = await next.WaitAsync(_attempt.Clock.Token).ConfigureAwait(false);
        _abandoned = null;
        return moved;
    }

    private async Task EndAsync()
    {
        if (_abandoned is { IsCompleted: false } running)
        {
            // Its result is of no interest any more, but its connection must be closed.
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            await _updates.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The attempt is settled: a failure to close its stream changes nothing for the caller.
        }
    }

    // The arguments of a call that were shown in pieces are not counted again when the whole call arrives.
    private long Characters(AIContent content)
    {
        if (content is ToolCallDeltaContent delta)
        {
            bool isFirst = (_shownCalls ??= new HashSet<string>(StringComparer.Ordinal)).Add(delta.CallId);
            if (_shownCalls.Count > MostCalls)
            {
                throw new ProviderException(new ProviderFailure(
                    FailureKind.Malformed, $"The provider's answer makes more than {MostCalls} tool calls."));
            }

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
        if (_recorded is not null && _recordedBytes.TryAdd(update, _attempt))
        {
            _recorded.Add(update);
        }

        IList<AIContent> contents = update.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is UsageContent usage)
            {
                // A copy, as a tool loop above adds to the caller's object, which must not reach the ledger.
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
