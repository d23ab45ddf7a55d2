using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway.Testing.Scripted;

namespace ModelGateway.Testing;

/// <summary>
/// A chat client in memory that answers as scripted, call by call, and records the calls. A call beyond the script is answered with the
/// user's last text, unless <see cref="RepeatLast"/> says otherwise. Safe for concurrent calls.
/// </summary>
public sealed class ScriptedChatClient : IChatClient
{
    private readonly ScriptedSteps _steps = new();
    private readonly ConcurrentQueue<ScriptedCall> _calls = new();
    private readonly ChatClientMetadata _metadata;
    private readonly TimeProvider _time;
    private int _responseNumber;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="modelId">The model that answers. Default <c>scripted-model</c>.</param>
    /// <param name="providerName">The provider that <see cref="ChatClientMetadata"/> names. Default <c>scripted</c>.</param>
    /// <param name="timeProvider">
    /// The clock of <see cref="Latency"/> and <see cref="UpdateInterval"/>. Default <see cref="TimeProvider.System"/>.
    /// </param>
    public ScriptedChatClient(string modelId = "scripted-model", string providerName = "scripted", TimeProvider? timeProvider = null)
    {
        _metadata = new(providerName, new Uri("http://scripted.invalid/"), modelId);
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The calls so far: a snapshot.</summary>
    public IReadOnlyList<ScriptedCall> Calls => [.. _calls];

    /// <summary>The length of a streamed piece of text in characters. Default 12.</summary>
    public int ChunkLength { get; set; } = 12;

    /// <summary>How long every call waits before it answers, by the clock. Default zero.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>How long a stream waits between two updates, by the clock. Default zero.</summary>
    public TimeSpan UpdateInterval { get; set; }

    /// <summary>Whether the client has been disposed. Calls to a disposed client throw.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Scripts the next answer to be a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient Reply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Add(new() { Respond = Said(text) });
    }

    /// <summary>Scripts the next answer to be this response; a stream delivers it in pieces.</summary>
    /// <param name="response">The response.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient Reply(ChatResponse response) => Reply(_ => response);

    /// <summary>Scripts the next answer to be computed from the call.</summary>
    /// <param name="respond">Makes the response, or throws.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient Reply(Func<ScriptedCall, ChatResponse> respond)
    {
        ArgumentNullException.ThrowIfNull(respond);
        return Add(new() { Respond = (call, _) => Task.FromResult(respond(call)) });
    }

    /// <summary>Scripts the next answer to be computed from the call, with waiting.</summary>
    /// <param name="respond">Makes the response, or throws.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient Reply(Func<ScriptedCall, CancellationToken, Task<ChatResponse>> respond)
    {
        ArgumentNullException.ThrowIfNull(respond);
        return Add(new() { Respond = respond });
    }

    /// <summary>Scripts the next answer to be exactly these updates; a call without streaming gets them put together.</summary>
    /// <param name="updates">The updates; none is added, not even a finish reason.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient Stream(params IEnumerable<ChatResponseUpdate> updates)
    {
        ArgumentNullException.ThrowIfNull(updates);
        return Add(new() { Updates = [.. updates] });
    }

    /// <summary>
    /// Scripts the next answer to be a stream that is made from the call; a call without streaming gets its updates put together.
    /// </summary>
    /// <param name="open">Opens the stream.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient Stream(Func<ScriptedCall, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Add(new() { Open = open });
    }

    /// <summary>Scripts the next call to throw at once.</summary>
    /// <param name="exception">What is thrown.</param>
    /// <param name="times">How many calls throw it. Default 1.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient Fail(Exception exception, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        for (int i = 0; i < times; i++)
        {
            Add(new() { Failure = exception });
        }

        return this;
    }

    /// <summary>Scripts the next call to throw after some updates of its answer; a call without streaming throws at once.</summary>
    /// <param name="updates">How many updates come first, 0 or more; all of them where the answer has fewer.</param>
    /// <param name="exception">What is thrown.</param>
    /// <param name="text">The text of the answer that breaks off. Default: what the user said last.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient FailAfterUpdates(int updates, Exception exception, string? text = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(updates);
        ArgumentNullException.ThrowIfNull(exception);
        return Add(new() { Respond = Said(text), FailAfter = updates, Failure = exception });
    }

    /// <summary>
    /// Scripts the next answer to end without a finish reason and without usage, as one does whose connection broke unnoticed.
    /// </summary>
    /// <param name="text">The text so far. Default: what the user said last.</param>
    /// <returns>This client.</returns>
    public ScriptedChatClient EndWithoutFinish(string? text = null) => Add(new() { Respond = Said(text), EndsWithoutFinish = true });

    /// <summary>Lets the last scripted step answer every further call as well, until another step is scripted.</summary>
    /// <returns>This client.</returns>
    /// <exception cref="InvalidOperationException">Nothing has been scripted.</exception>
    public ScriptedChatClient RepeatLast()
    {
        _steps.RepeatLast();
        return this;
    }

    /// <inheritdoc />
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        (ScriptedCall call, ScriptedStep step) = Begin(messages, options, isStreaming: false);
        try
        {
            await PauseAsync(Latency, cancellationToken).ConfigureAwait(false);
            ChatResponse response = await step.RespondAsync(call, cancellationToken).ConfigureAwait(false);
            call.State = ScriptedCallState.Completed;
            return response;
        }
        catch (Exception exception)
        {
            call.State = StateOf(exception, cancellationToken);
            throw;
        }
    }

    /// <inheritdoc />
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return StreamAsync(messages, options, cancellationToken);
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Marks the client as disposed.</summary>
    public void Dispose() => IsDisposed = true;

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (ScriptedCall call, ScriptedStep step) = Begin(messages, options, isStreaming: true);
        IAsyncEnumerator<ChatResponseUpdate>? updates = null;
        try
        {
            for (int i = 0; ; i++)
            {
                ChatResponseUpdate? update;
                try
                {
                    updates ??= await OpenAsync(step, call, cancellationToken).ConfigureAwait(false);
                    update = await NextAsync(step, updates, i, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    call.State = StateOf(exception, cancellationToken);
                    throw;
                }

                if (update is null)
                {
                    call.State = ScriptedCallState.Completed;
                    yield break;
                }

                call.CountUpdate();
                yield return update.Clone();
            }
        }
        finally
        {
            call.State = call.State == ScriptedCallState.Running ? ScriptedCallState.Abandoned : call.State;
            if (updates is not null)
            {
                await updates.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<IAsyncEnumerator<ChatResponseUpdate>> OpenAsync(
        ScriptedStep step, ScriptedCall call, CancellationToken cancellationToken)
    {
        await PauseAsync(Latency, cancellationToken).ConfigureAwait(false);
        IAsyncEnumerable<ChatResponseUpdate> updates = await step.OpenAsync(call, ChunkLength, cancellationToken).ConfigureAwait(false);
        return updates.GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>Returns the next update; null at the end of the stream.</summary>
    private async Task<ChatResponseUpdate?> NextAsync(
        ScriptedStep step, IAsyncEnumerator<ChatResponseUpdate> updates, int index, CancellationToken cancellationToken)
    {
        bool more = await updates.MoveNextAsync().ConfigureAwait(false);
        step.ThrowIfDue(index, isEnd: !more);
        await PauseAsync(index is 0 || !more ? TimeSpan.Zero : UpdateInterval, cancellationToken).ConfigureAwait(false);
        return more ? updates.Current : null;
    }

    private (ScriptedCall Call, ScriptedStep Step) Begin(IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStreaming)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ScriptedCall call = new(messages, options, isStreaming);
        _calls.Enqueue(call);
        return (call, _steps.Take() ?? new() { Respond = Said(null) });
    }

    private async Task PauseAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (duration > TimeSpan.Zero)
        {
            Task delay = _time is VirtualTime time ? time.Delay(duration, cancellationToken)
                : Task.Delay(duration, _time, cancellationToken);
            await delay.ConfigureAwait(false);
        }
    }

    private Func<ScriptedCall, CancellationToken, Task<ChatResponse>> Said(string? text) =>
        (call, _) => Task.FromResult(Text(text ?? call.LastUserText, call));

    private ChatResponse Text(string text, ScriptedCall call)
    {
        string id = $"scripted-{Interlocked.Increment(ref _responseNumber)}";
        long input = call.Messages.Sum(message => (long)message.Text.Length) + 3;
        long output = text.Length + 3;
        return new(new ChatMessage(ChatRole.Assistant, text) { MessageId = id })
        {
            ResponseId = id,
            ModelId = call.Options?.ModelId ?? _metadata.DefaultModelId,
            CreatedAt = _time.GetUtcNow(),
            FinishReason = ChatFinishReason.Stop,
            Usage = new() { InputTokenCount = input / 4, OutputTokenCount = output / 4, TotalTokenCount = (input / 4) + (output / 4) },
        };
    }

    private ScriptedChatClient Add(ScriptedStep step)
    {
        _steps.Add(step);
        return this;
    }

    private static ScriptedCallState StateOf(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested ? ScriptedCallState.Cancelled
            : ScriptedCallState.Failed;
}
