using ModelGateway.Costs;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>What one settled attempt is charged: its usage, measured or estimated, its cost, and its budget hold.</summary>
internal readonly ref struct AttemptCharge
{
    private readonly GatewayRequest _request;
    private readonly AttemptReceipt _attempt;
    private readonly ref readonly AdmissionGrant _grant;

    public AttemptCharge(GatewayRequest request, AttemptReceipt attempt, ref readonly AdmissionGrant grant)
    {
        _request = request;
        _attempt = attempt;
        _grant = ref grant;
    }

    /// <summary>Whether the provider was asked to stream, which its caller need not have asked for.</summary>
    public required bool IsStreamed { private get; init; }

    private Deployment Deployment => _grant.Deployment;

    /// <summary>Settles the hold, and writes usage and cost to the attempt's receipt.</summary>
    /// <param name="result">What the provider reported.</param>
    /// <param name="isComplete">Whether the answer came in full.</param>
    /// <param name="mayHaveBeenBilled">Whether the provider may bill the attempt.</param>
    /// <param name="now">The time.</param>
    public void Settle(in AttemptResult result, bool isComplete, bool mayHaveBeenBilled, DateTimeOffset now)
    {
        TokenUsage usage = Charged(result, isComplete, mayHaveBeenBilled);
        (decimal known, decimal? whole) = Price(usage, result, now - _request.Runtime.Time.GetElapsedTime(_grant.AdmittedAt));
        _attempt.Facts.OverrunUsd = _grant.Hold?.Settle(known, now) ?? 0;
        _attempt.Facts.Usage = usage;
        _attempt.Facts.CostUsd = whole;
    }

    // What a provider reports before its answer is complete is not the last word, but the least: of input and of output, what an estimate
    // has beyond it is added.
    private TokenUsage Charged(in AttemptResult result, bool isComplete, bool mayHaveBeenBilled)
    {
        if ((isComplete || result.IsFinal) && result.Usage is { } measured)
        {
            return measured;
        }

        if (!mayHaveBeenBilled && result.Usage is null)
        {
            return default;
        }

        TokenUsage estimate = Estimate(result);
        if (result.Usage is not { } reported)
        {
            return estimate;
        }

        return reported with
        {
            UncachedInputTokens = reported.UncachedInputTokens + Math.Max(0, estimate.InputTokens - reported.InputTokens),
            OutputTokens = reported.OutputTokens + Math.Max(0, estimate.AllOutputTokens - reported.AllOutputTokens),
            IsEstimated = true,
        };
    }

    // An answer that was to come in one piece may have been generated in full although nothing of it arrived. If money was held for its
    // output, that much is charged.
    private TokenUsage Estimate(in AttemptResult result)
    {
        long output = TokenEstimator.EstimateOutput(result.OutputCharacters);
        if (output == 0 && !IsStreamed && _grant.Hold is not null)
        {
            output = _grant.OutputLimit ?? 0;
        }

        return new TokenUsage(_request.Operation.EstimateInput(Deployment).Expected, 0, 0, output, 0) { IsEstimated = true };
    }

    // The known part of the cost, which is charged, and the whole, which is null where any part is unknown.
    private (decimal Known, decimal? Whole) Price(in TokenUsage usage, in AttemptResult result, DateTimeOffset began)
    {
        PriceQuote? price = PriceInForce(result, began);
        decimal? cost = CostCalculator.Calculate(usage, price);
        if (usage.TotalTokens == 0)
        {
            cost ??= 0;
        }

        decimal known = cost ?? 0;
        if (result.SubUsage is { } used)
        {
            (decimal others, bool isAll) = PriceSubUsage(used, price, began);
            known += others;
            cost = isAll ? cost + others : null;
        }

        if (usage.ServerToolCalls > 0 && cost is not null && CostCalculator.UnpricedCalls(usage, price) is > 0 and var calls)
        {
            _request.Receipt.Note($"{Deployment.Name}: {calls} calls of tools that the provider runs are not in the cost.");
        }

        return (known, cost);
    }

    // The provider may have served another class of service than was asked for, or one that has no price of its own.
    private PriceQuote? PriceInForce(in AttemptResult result, DateTimeOffset began)
    {
        string? tier = ServiceTiers.Normalize(result.ServiceTier ?? _grant.ServiceTier);
        if (string.Equals(tier, _grant.Price?.ServiceTier, StringComparison.OrdinalIgnoreCase))
        {
            return _grant.Price;
        }

        PriceQuote? price = Deployment.Prices.At(began, tier);
        if (tier is not null && price is { ServiceTier: null } && Deployment.Model.Pricing is not { IsFlat: true })
        {
            _request.Receipt.Note(
                $"{Deployment.Name}: the price of the service tier '{tier}' is unknown; its cost is taken to be the standard tier's.");
        }

        return price;
    }

    private (decimal Known, bool IsAll) PriceSubUsage(IReadOnlyList<SubUsage> used, PriceQuote? price, DateTimeOffset began)
    {
        SubUsage[] priced = SubUsagePrices.Apply(used, Deployment.Model, price, Deployment.ProviderModels, began);
        _attempt.Facts.SubUsage = priced;
        decimal cost = 0;
        bool isAll = true;
        foreach (SubUsage pass in priced)
        {
            if (pass.CostUsd is null)
            {
                _request.Receipt.Note(
                    $"{Deployment.Name}: {pass.Usage.TotalTokens} tokens of {pass.Model ?? "the model"} ({pass.Kind}) are not priced.");
            }

            cost += pass.CostUsd ?? 0;
            isAll &= pass.CostUsd is not null;
        }

        return (cost, isAll);
    }
}
