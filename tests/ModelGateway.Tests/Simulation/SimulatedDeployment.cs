using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Simulation;

/// <summary>A client that plays scripted answers on virtual time, one for each request, which it knows by the request's text.</summary>
internal sealed class SimulatedDeployment(string name, VirtualTime time,
    Func<int, SimulatedAnswer> answers, Action<string, int>? onCall = null, Action<string, int>? onContent = null) : IChatClient
{
    public string Name => name;

    /// <summary>The requests that were sent here, in order.</summary>
    public List<int> Calls { get; } = [];

    /// <summary>Streams that were begun and not ended; what an answer that stalls for good leaves is not counted.</summary>
    public int OpenStreams { get; private set; }

    public bool IsDisposed { get; private set; }

    public string ResponseId(int request) => $"{name}/{request}";

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        (int request, SimulatedAnswer answer) = Begin(messages);
        await WaitAsync(answer.Latency, answer, cancellationToken);
        for (int i = 0; i < answer.Pieces.Count; i++)
        {
            await FailAsync(answer, i, cancellationToken);
            await WaitAsync(answer.Pieces[i].Pause, answer, cancellationToken);
        }

        await FailAsync(answer, answer.Pieces.Count, cancellationToken);
        return answer.Fault is AnswerFault.BreaksAfterFinish or AnswerFault.EndsWithoutFinish
            ? throw answer.Failure!
            : new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Text))
            {
                ResponseId = ResponseId(request),
                FinishReason = ChatFinishReason.Stop,
                Usage = answer.ReportsUsage ? Usage(answer) : null,
            };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (int request, SimulatedAnswer answer) = Begin(messages);
        OpenStreams++;
        try
        {
            await WaitAsync(answer.Latency, answer, cancellationToken);
            if (answer.Preamble)
            {
                yield return Update(request);
            }

            for (int i = 0; i < answer.Pieces.Count; i++)
            {
                await FailAsync(answer, i, cancellationToken);
                if (answer.Fault == AnswerFault.EndsWithoutFinish && i == answer.FaultAfter)
                {
                    yield break;
                }

                await WaitAsync(answer.Pieces[i].Pause, answer, cancellationToken);
                if (i == 0)
                {
                    onContent?.Invoke(name, request);
                }

                yield return Update(request, new TextContent(answer.Pieces[i].Text));
            }

            await FailAsync(answer, answer.Pieces.Count, cancellationToken);
            if (answer.Fault == AnswerFault.EndsWithoutFinish)
            {
                yield break;
            }

            ChatResponseUpdate last = Update(request, answer.ReportsUsage ? new UsageContent(Usage(answer)) : null);
            last.FinishReason = ChatFinishReason.Stop;
            yield return last;
            if (answer.Fault == AnswerFault.BreaksAfterFinish)
            {
                throw answer.Failure!;
            }
        }
        finally
        {
            OpenStreams--;
            if (answer.StallsOnDispose)
            {
                await time.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() => IsDisposed = true;

    private (int Request, SimulatedAnswer Answer) Begin(IEnumerable<ChatMessage> messages)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        int request = int.Parse(messages.Last().Text["request ".Length..]);
        Calls.Add(request);
        onCall?.Invoke(name, request);
        return (request, answers(request));
    }

    private async Task FailAsync(SimulatedAnswer answer, int pieces, CancellationToken cancellationToken)
    {
        if (pieces != answer.FaultAfter)
        {
            return;
        }

        if (answer.Fault == AnswerFault.Throws)
        {
            throw answer.Failure!;
        }

        if (answer.Fault == AnswerFault.Stalls)
        {
            // A deployment that ignores its cancellation comes back long after its caller has left.
            await WaitAsync(answer.HonoursCancellation ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(20), answer, cancellationToken);
        }
    }

    private Task WaitAsync(TimeSpan duration, SimulatedAnswer answer, CancellationToken cancellationToken) =>
        duration == TimeSpan.Zero ? Task.CompletedTask
            : time.Delay(duration, answer.HonoursCancellation ? cancellationToken : CancellationToken.None);

    private ChatResponseUpdate Update(int request, AIContent? content = null) => new()
    {
        Role = ChatRole.Assistant,
        ResponseId = ResponseId(request),
        MessageId = ResponseId(request),
        Contents = content is null ? [] : [content],
    };

    private static UsageDetails Usage(SimulatedAnswer answer) => new()
    {
        InputTokenCount = answer.Usage.InputTokens,
        OutputTokenCount = answer.Usage.OutputTokens,
        TotalTokenCount = answer.Usage.TotalTokens,
    };
}
