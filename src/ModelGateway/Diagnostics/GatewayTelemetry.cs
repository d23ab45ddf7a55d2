using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelGateway.Diagnostics;

/// <summary>
/// The gateway's activity source and meter, both named <c>ModelGateway</c>. Spans of attempts follow OpenTelemetry's GenAI conventions. The
/// metrics do not have the conventions' names, so that a <c>UseOpenTelemetry()</c> around the gateway does not count requests twice.
/// </summary>
internal sealed class GatewayTelemetry : IDisposable
{
    public const string Name = "ModelGateway";

    private const string Operation = "gen_ai.operation.name";

    public static readonly ActivitySource Source = new(Name);

    private readonly Meter _meter;
    private readonly Histogram<double> _requests;
    private readonly Histogram<double> _attempts;
    private readonly Histogram<double> _firstToken;
    private readonly Counter<long> _tokens;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _failovers;
    private readonly Counter<long> _refusals;
    private readonly Counter<double> _overruns;
    private readonly Counter<long> _refreshes;

    public GatewayTelemetry(IMeterFactory? factory)
    {
        _meter = factory?.Create(Name) ?? new Meter(Name);
        _requests = _meter.CreateHistogram<double>("modelgateway.request.duration", "s", "From the call to the end of the answer.");
        _attempts = _meter.CreateHistogram<double>("modelgateway.attempt.duration", "s", "From admission to the end of the attempt.");
        _firstToken = _meter.CreateHistogram<double>(
            "modelgateway.attempt.time_to_first_token", "s", "From admission to the first content.");
        _tokens = _meter.CreateCounter<long>("modelgateway.tokens", "{token}", "Tokens by bucket.");
        _cost = _meter.CreateCounter<double>("modelgateway.cost", "USD", "What attempts cost.");
        _failovers = _meter.CreateCounter<long>("modelgateway.failovers", "{failover}", "Attempts that followed a failed one.");
        _refusals = _meter.CreateCounter<long>("modelgateway.budget.rejections", "{request}", "Requests that a budget refused.");
        _overruns = _meter.CreateCounter<double>("modelgateway.budget.overrun", "USD", "What attempts cost beyond their holds.");
        _refreshes = _meter.CreateCounter<long>(
            "modelgateway.catalog.refreshes", "{refresh}", "Refreshes of a catalog source, by outcome.");
    }

    public void OnRequest(GatewayReceipt receipt)
    {
        if (_requests.Enabled)
        {
            _requests.Record(
                receipt.Duration.TotalSeconds,
                new(Operation, receipt.Operation),
                new("modelgateway.route", receipt.Route ?? ""),
                new("modelgateway.outcome", Outcome(receipt.Outcome)));
        }
    }

    public void OnAttempt(AttemptReceipt attempt, string operation, bool isFailover)
    {
        KeyValuePair<string, object?> deployment = new("modelgateway.deployment", attempt.Deployment);
        if (_attempts.Enabled)
        {
            _attempts.Record(
                attempt.Duration.TotalSeconds, deployment, new(Operation, operation), new("error.type", attempt.Failure?.ToString()));
        }

        if (isFailover)
        {
            _failovers.Add(1, deployment);
        }

        if (attempt.TimeToFirstToken is { } first && _firstToken.Enabled)
        {
            _firstToken.Record(first.TotalSeconds, deployment);
        }

        if (attempt.CostUsd is { } cost and > 0 && _cost.Enabled)
        {
            _cost.Add((double)cost, deployment);
        }

        if (attempt.OverrunUsd > 0)
        {
            _overruns.Add((double)attempt.OverrunUsd, deployment);
        }

        if (_tokens.Enabled)
        {
            AddTokens(attempt.Usage, deployment);
            for (int i = 0; i < attempt.SubUsage.Count; i++)
            {
                AddTokens(attempt.SubUsage[i].Usage, deployment);
            }
        }
    }

    public void OnCatalogRefresh(string outcome) => _refreshes.Add(1, new KeyValuePair<string, object?>("modelgateway.outcome", outcome));

    public void OnBudgetRefusal() => _refusals.Add(1);

    public void Dispose() => _meter.Dispose();

    public static string Outcome(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Completed => "completed",
        AttemptOutcome.Failed => "failed",
        AttemptOutcome.Cancelled => "cancelled",
        _ => "abandoned",
    };

    private void AddTokens(in TokenUsage usage, KeyValuePair<string, object?> deployment)
    {
        AddTokens(usage.UncachedInputTokens, "input", deployment);
        AddTokens(usage.CacheReadTokens, "cache_read", deployment);
        AddTokens(usage.CacheWriteTokens, "cache_write", deployment);
        AddTokens(usage.OutputTokens, "output", deployment);
        AddTokens(usage.ReasoningTokens, "reasoning", deployment);
        long plainInput = usage.UncachedInputTokens + usage.CacheReadTokens + usage.CacheWriteTokens;
        if (usage.InputTokens > plainInput || usage.AllOutputTokens > usage.OutputTokens + usage.ReasoningTokens)
        {
            AddTokens(usage.AudioInputTokens, "input_audio", deployment);
            AddTokens(usage.ImageInputTokens, "input_image", deployment);
            AddTokens(usage.VideoInputTokens, "input_video", deployment);
            AddTokens(usage.DocumentInputTokens, "input_document", deployment);
            AddTokens(usage.ToolInputTokens, "input_tool", deployment);
            AddTokens(usage.AudioOutputTokens, "output_audio", deployment);
            AddTokens(usage.ImageOutputTokens, "output_image", deployment);
        }
    }

    private void AddTokens(long count, string bucket, KeyValuePair<string, object?> deployment)
    {
        if (count > 0)
        {
            _tokens.Add(count, deployment, new("modelgateway.token.type", bucket));
        }
    }
}
