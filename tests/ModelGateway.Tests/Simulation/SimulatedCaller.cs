using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Simulation;

/// <summary>One caller: sends its request, behaves as the script says and keeps what it saw.</summary>
internal sealed class SimulatedCaller(RequestScript script, VirtualTime time)
{
    private readonly StringBuilder _text = new();

    public RequestScript Script => script;

    public string Text => _text.ToString();

    /// <summary>The response ids that it saw; an answer has one.</summary>
    public HashSet<string> ResponseIds { get; } = [];

    public Exception? Exception { get; private set; }

    /// <summary>The receipt on the answer or on its last update.</summary>
    public GatewayReceipt? Receipt { get; private set; }

    /// <summary>The receipts that the request's own callback was shown.</summary>
    public List<GatewayReceipt> Closed { get; } = [];

    public bool HasCancelled { get; private set; }

    /// <summary>Whether it waits for the gateway now.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Whether it read to the end of the answer.</summary>
    public bool HasAll { get; private set; }

    public async Task RunAsync(IChatClient gateway)
    {
        await time.Delay(script.Start, CancellationToken.None);
        using CancellationTokenSource cancellation = new();
        using ITimer? timer = script.Behaviour == CallerBehaviour.Cancels
            ? time.CreateTimer(_ => Cancel(cancellation), null, script.CancelAfter, Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            await (script.Mode == CallMode.Streamed ? ReadAsync(gateway, cancellation.Token) : AskAsync(gateway, cancellation.Token));
        }
        catch (Exception exception)
        {
            Exception = exception;
        }

        time.Log($"{script.Number} ends: {Exception?.GetType().Name ?? "well"} {(Exception as ProviderException)?.Kind}");
    }

    private void Cancel(CancellationTokenSource cancellation)
    {
        HasCancelled = true;
        time.Log($"{script.Number} cancels");
        cancellation.Cancel();
    }

    private async Task AskAsync(IChatClient gateway, CancellationToken cancellationToken)
    {
        IsWaiting = true;
        ChatResponse response = await gateway.GetResponseAsync(Messages(), Options(), cancellationToken);
        _text.Append(response.Text);
        ResponseIds.Add(response.ResponseId!);
        Receipt = response.GetReceipt();
        HasAll = true;
    }

    private async Task ReadAsync(IChatClient gateway, CancellationToken cancellationToken)
    {
        SeededRandom random = time.Random.Fork($"reader {script.Number}");
        int updates = 0;
        IAsyncEnumerator<ChatResponseUpdate> stream = gateway.GetStreamingResponseAsync(Messages(), Options(), cancellationToken)
            .GetAsyncEnumerator(CancellationToken.None);
        bool forgets = script.Behaviour == CallerBehaviour.Forgets;
        try
        {
            IsWaiting = true;
            while (await stream.MoveNextAsync())
            {
                IsWaiting = false;
                See(stream.Current);
                if (++updates > script.StopAfter && script.Behaviour is CallerBehaviour.Abandons or CallerBehaviour.Forgets)
                {
                    return;
                }

                if (script.Behaviour == CallerBehaviour.ReadsSlowly)
                {
                    await time.Delay(RequestScript.ReadingPause(random), CancellationToken.None);
                }

                IsWaiting = true;
            }
        }
        finally
        {
            if (!forgets)
            {
                await stream.DisposeAsync();
            }
        }
    }

    private void See(ChatResponseUpdate update)
    {
        time.Log($"{script.Number} sees {update.ResponseId} '{update.Text}'");
        _text.Append(update.Text);
        if (update.GetReceipt() is { } receipt)
        {
            // The receipt comes with the last update, so the answer is complete.
            Receipt = receipt;
            HasAll = true;
        }

        if (update.ResponseId is { } id)
        {
            ResponseIds.Add(id);
        }
    }

    private ChatMessage[] Messages() => [new(ChatRole.User, string.Create(CultureInfo.InvariantCulture, $"request {script.Number}"))];

    private ChatOptions Options() =>
        new ChatOptions { ModelId = "route", MaxOutputTokens = script.MaxOutputTokens }.WithGateway(settings => settings with
        {
            StreamUpstream = script.Mode == CallMode.Coalesced,
            Deployment = script.Deployment,
            OnReceipt = Closed.Add,
            Scope = new GatewayScope { Team = script.Team, User = script.Number.ToString(CultureInfo.InvariantCulture) },
        });
}
