using Microsoft.Extensions.AI;
using ModelGateway.Providers;

namespace ModelGateway.Pipeline;

/// <summary>One attempt's stream from the provider: waits for it under the attempt's clocks and sums up what passes by.</summary>
internal sealed class ProviderStream
{
    private readonly Attempt _attempt;
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates;
    private readonly bool _honoursCancellation;
    private UsageDetails? _usage;
    private long _characters;
    private string? _finishReason;
    private string? _responseModel;

    public ProviderStream(Attempt attempt, ChatCall call)
    {
        _attempt = attempt;
        attempt.Stream = this;
        IModelClient client = attempt.Deployment.Client;
        _honoursCancellation = client.HonoursCancellation;
        _updates = client.GetStreamingResponseAsync(call, attempt.Transport, attempt.Clock.Token).GetAsyncEnumerator(attempt.Clock.Token);
    }

    public ChatResponseUpdate Current => _updates.Current;

    /// <summary>The id of the message that the stream makes.</summary>
    public string? MessageId { get; private set; }

    public string? ResponseId { get; private set; }

    /// <summary>What has passed by so far.</summary>
    public AttemptResult Result =>
        new(_usage is null ? null : TokenUsage.From(_usage), _characters, _responseModel, _finishReason, ResponseId);

    public async ValueTask<bool> MoveNextAsync()
    {
        ValueTask<bool> next = _updates.MoveNextAsync();
        if (next.IsCompletedSuccessfully)
        {
            return next.Result && Observe(_updates.Current);
        }

        _attempt.Clock.BeginWait();
        try
        {
            bool moved = _honoursCancellation
                ? await next.ConfigureAwait(false)
                : await next.AsTask().WaitAsync(_attempt.Clock.Token).ConfigureAwait(false);
            return moved && Observe(_updates.Current);
        }
        finally
        {
            _attempt.Clock.EndWait();
        }
    }

    /// <summary>Lets go of the provider's stream. A client that does not answer to cancellation is left to end in its own time.</summary>
    public async ValueTask CloseAsync()
    {
        try
        {
            await _updates.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The attempt is settled; how its stream is torn down changes nothing for the caller. (NotSupportedException: it still runs,
            // and its own iterator disposes it when it comes to an end.)
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

    private bool Observe(ChatResponseUpdate update)
    {
        IList<AIContent> contents = update.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent text:
                    _characters += text.Text.Length;
                    break;
                case TextReasoningContent reasoning:
                    _characters += reasoning.Text.Length;
                    break;
                case UsageContent usage:
                    // A copy: the caller's own additions (a tool loop sums them up) must not reach the books.
                    _usage ??= new UsageDetails();
                    _usage.Add(usage.Details);
                    break;
            }
        }

        MessageId = update.MessageId ?? MessageId;
        ResponseId = update.ResponseId ?? ResponseId;
        _responseModel = update.ModelId ?? _responseModel;
        _finishReason = update.FinishReason?.Value ?? _finishReason;
        return true;
    }
}
