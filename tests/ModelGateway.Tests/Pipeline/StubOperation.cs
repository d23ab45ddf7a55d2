using ModelGateway.Failures;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Routing;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Pipeline;

/// <summary>An operation that does in each attempt what a test says, for tests of the stages without a protocol.</summary>
internal sealed class StubOperation : IGatewayOperation<string, string>
{
    public Func<Attempt, ValueTask<AttemptAnswer<string>>> Start { get; init; } = static attempt => Completed(attempt);

    public Func<string, bool> HasNextPart { get; init; } = static _ => false;

    public Func<Deployment, string?> Cause { get; init; } = static _ => null;

    public bool IsPinned { get; init; }

    public long InputTokens { get; init; } = 10;

    public OperationKind Kind => OperationKind.Chat;

    public string? RequestedModel { get; init; } = "chat";

    public GatewayRequestOptions Settings { get; init; } = GatewayRequestOptions.Default;

    public GatewayScope Scope => GatewayScope.None;

    public bool Streaming { get; init; }

    public int? RequestedOutputTokens { get; init; }

    public string? ServiceTier => null;

    /// <summary>The deployments that were tried, in order.</summary>
    public List<string> Tried { get; } = [];

    /// <summary>Settles an attempt as answered, with 10 tokens of input and 5 of output.</summary>
    public static ValueTask<AttemptAnswer<string>> Completed(Attempt attempt, string answer = "answer")
    {
        Complete(attempt);
        return new ValueTask<AttemptAnswer<string>>(answer);
    }

    /// <summary>Settles an attempt as answered, where its answer is not needed.</summary>
    public static void Complete(Attempt attempt) =>
        attempt.Complete(new AttemptResult(new TokenUsage(10, 0, 0, 5, 0), 0, "model", "stop", "r1"));

    public void Resolve(GatewayRequest request) =>
        request.SetRoute(request.ApplyRetirements(request.Snapshot.Resolve(RequestedModel)), IsPinned);

    public RequestNeeds Needs(Route route) => new() { Asked = route.Rules.With(Settings.Requirements), Prefer = Settings.Prefer };

    public TokenEstimate EstimateInput(Deployment deployment) => TokenEstimate.Exactly(InputTokens);

    public long EstimateTokens(Route route) => InputTokens;

    public string? CauseOf(Deployment deployment) => Cause(deployment);

    public ValueTask<AttemptAnswer<string>> StartAsync(Attempt attempt)
    {
        Tried.Add(attempt.Deployment.Name);
        return Start(attempt);
    }

    public bool BeginNextPart(GatewayRequest request, string answer)
    {
        bool begins = HasNextPart(answer);
        if (begins)
        {
            request.BeginPart();
        }

        return begins;
    }

    public string Finish(GatewayRequest request, string answer)
    {
        request.Close(AttemptOutcome.Completed);
        return answer;
    }
}
