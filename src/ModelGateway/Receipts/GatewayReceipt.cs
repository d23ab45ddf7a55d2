using ModelGateway.Receipts;

namespace ModelGateway;

/// <summary>
/// What happened to one request: plan, attempts, usage, cost, timings. It is on every response (<c>response.GetReceipt()</c>) and on
/// every <see cref="GatewayException"/>; it holds no prompt, no answer and no secret.
/// </summary>
public sealed class GatewayReceipt
{
    private List<AttemptReceipt>? _attempts;
    private AttemptReceipt? _only;
    private List<SkippedDeployment>? _skipped;
    private List<string>? _notes;
    private string? _requestId;

    internal GatewayReceipt(string processId, long number)
    {
        Id = new GatewayReceiptId(processId, number);
    }

    /// <summary>Unique to the request.</summary>
    public string RequestId => _requestId ??= Id.ToString();

    /// <summary>When the request began.</summary>
    public DateTimeOffset StartedAt { get; internal set; }

    /// <summary>The name that was asked for (<c>ChatOptions.ModelId</c>); null where the default was meant.</summary>
    public string? RequestedModel { get; internal set; }

    /// <summary>The route that the name led to; null where it named a deployment.</summary>
    public string? Route { get; internal set; }

    /// <summary>The deployment that answered; null where none did.</summary>
    public string? Deployment { get; internal set; }

    /// <summary>The scope that the request was made in.</summary>
    public GatewayScope Scope { get; internal set; } = GatewayScope.None;

    /// <summary>How the request ended.</summary>
    public AttemptOutcome Outcome { get; internal set; }

    /// <summary>Every attempt, in order.</summary>
    public IReadOnlyList<AttemptReceipt> Attempts => _attempts ?? (IReadOnlyList<AttemptReceipt>)(_only is null ? [] : [_only]);

    /// <summary>The candidates that were skipped, each with the reason.</summary>
    public IReadOnlyList<SkippedDeployment> Skipped => _skipped switch
    {
        null => [],
        SkippedList { Count: 0 } list => list.Excluded.All,
        SkippedList list => [.. list.Excluded.All, .. list],
        _ => _skipped,
    };

    /// <summary>What was changed or left out on the way: options that a provider does not have, limits that a budget imposed.</summary>
    public IReadOnlyList<string> Notes => _notes ?? (IReadOnlyList<string>)[];

    /// <summary>The tokens of all attempts.</summary>
    public TokenUsage Usage
    {
        get
        {
            TokenUsage usage = default;
            foreach (AttemptReceipt attempt in Attempts)
            {
                usage += attempt.Usage;
            }

            return usage;
        }
    }

    /// <summary>What all attempts cost, in US dollars; null where the price of any that used tokens is unknown.</summary>
    public decimal? CostUsd
    {
        get
        {
            decimal? cost = 0;
            foreach (AttemptReceipt attempt in Attempts)
            {
                // An attempt that is not settled yet has neither tokens nor a cost.
                cost = attempt is { CostUsd: null, Usage.TotalTokens: 0 } ? cost : cost + attempt.CostUsd;
            }

            return cost;
        }
    }

    /// <summary>Whether nothing confirms that the answer had ended: <see cref="AttemptReceipt.EndUnconfirmed"/> of the last
    /// attempt.</summary>
    public bool EndUnconfirmed => Attempts is [.., { EndUnconfirmed: true }];

    /// <summary>From the call to the end of the answer.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>From the call to the first content that the caller saw; null for answers that are not streamed.</summary>
    public TimeSpan? TimeToFirstToken { get; internal set; }

    /// <summary>How long the request waited for admission because every candidate was at its limit.</summary>
    public TimeSpan QueueTime { get; internal set; }

    /// <summary>One line for a log or a console.</summary>
    /// <returns>
    /// E.g. <c>chat → openai/gpt-5-mini · 812 + 164 tokens · $0.000531 · first token 310 ms · claude/…: rate limited for 12 s</c>.
    /// </returns>
    public override string ToString() => ReceiptText.Format(this);

    internal GatewayReceiptId Id { get; }

    /// <summary>The candidates that could have done what the request needs, and were skipped.</summary>
    internal IReadOnlyList<SkippedDeployment> PassedOver => _skipped ?? (IReadOnlyList<SkippedDeployment>)[];

    /// <summary>What the request was for, as <c>gen_ai.operation.name</c>.</summary>
    internal string Operation { get; init; } = "chat";

    internal void Add(AttemptReceipt attempt)
    {
        Reconsider(attempt.Deployment);
        if (_attempts is null && _only is null)
        {
            _only = attempt;
        }
        else
        {
            _attempts ??= [_only!];
            _attempts.Add(attempt);
        }
    }

    internal void Skip(string deployment, string reason)
    {
        _skipped ??= [];
        if (!_skipped.Exists(skipped => skipped.Deployment == deployment && skipped.Reason == reason))
        {
            _skipped.Add(new SkippedDeployment(deployment, reason));
        }
    }

    /// <summary>Forgets why a deployment was skipped: it is considered again.</summary>
    internal void Reconsider(string deployment)
    {
        if (_skipped is not null)
        {
            Unskip(deployment);
        }
    }

    /// <summary>Names the deployments that cannot do what the request needs.</summary>
    internal void Exclude(ISkippedSource excluded)
    {
        if (_skipped is SkippedList list)
        {
            list.Excluded = excluded;
            return;
        }

        // Nearly every receipt has no exclusions, so that they have no field of their own.
        SkippedList all = new(excluded);
        all.AddRange(_skipped ?? []);
        _skipped = all;
    }

    internal void Note(string note)
    {
        _notes ??= [];
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }

    // A deployment that was skipped, perhaps while it was at its limit, is tried after all. This is a separate method because a closure is
    // allocated at the start of the method that contains it.
    private void Unskip(string deployment) => _skipped!.RemoveAll(skipped => skipped.Deployment == deployment);
}
