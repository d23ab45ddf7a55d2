using System.Globalization;
using System.Text;

namespace ModelGateway.Receipts;

/// <summary>Writes a receipt as one line.</summary>
internal static class ReceiptText
{
    public static string Format(GatewayReceipt receipt)
    {
        StringBuilder line = new();
        line.Append(receipt.Route ?? receipt.RequestedModel ?? "default").Append(" → ").Append(receipt.Deployment ?? Ending(receipt));
        if (receipt.Deployment is not null && receipt.Outcome != AttemptOutcome.Completed)
        {
            line.Append(" (").Append(Ending(receipt)).Append(')');
        }

        if (receipt.Usage.TotalTokens > 0)
        {
            TokenUsage usage = receipt.Usage;
            line.Append(CultureInfo.InvariantCulture, $" · {(usage.IsEstimated ? "about " : "")}{usage.InputTokens} + {usage.AllOutputTokens} tokens");
            line.Append(" · ").Append(Money(receipt.CostUsd));
        }

        if (receipt.TimeToFirstToken is { } first)
        {
            line.Append(" · first token ").Append(Time(first));
        }

        line.Append(" · ").Append(Time(receipt.Duration));
        AppendReasons(line, receipt);
        return line.ToString();
    }

    /// <summary>A span of time in the unit that reads best.</summary>
    public static string Time(TimeSpan time) => time.TotalSeconds switch
    {
        // The bounds are where the rounded number would reach the next unit.
        < 0.9995 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        < 119.95 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min"),
    };

    /// <summary>An amount with as many places as it needs, at least two; <c>unpriced</c> where it is unknown.</summary>
    public static string Money(decimal? usd) =>
        usd is null ? "unpriced" : "$" + usd.Value.ToString("0.00########", CultureInfo.InvariantCulture);

    private static void AppendReasons(StringBuilder line, GatewayReceipt receipt)
    {
        string separator = " · ";
        foreach (AttemptReceipt attempt in receipt.Attempts)
        {
            if (attempt.Failure is { } failure)
            {
                line.Append(separator).Append(attempt.Deployment).Append(": ").Append(Words(failure));
                if (attempt.StatusCode is { } status)
                {
                    line.Append(CultureInfo.InvariantCulture, $" ({status})");
                }

                separator = ", ";
            }
        }

        foreach (SkippedDeployment skipped in receipt.Skipped)
        {
            line.Append(separator).Append(skipped.Deployment).Append(": ").Append(skipped.Reason);
            separator = ", ";
        }

        separator = " · note: ";
        foreach (string note in receipt.Notes)
        {
            line.Append(separator).Append(note);
            separator = " ";
        }
    }

    private static string Ending(GatewayReceipt receipt) => receipt.Outcome switch
    {
        AttemptOutcome.Cancelled => "cancelled",
        AttemptOutcome.Abandoned => "abandoned",
        AttemptOutcome.Failed => "failed",
        _ => "no deployment",
    };

    private static string Words(FailureKind kind) => kind switch
    {
        FailureKind.RateLimited => "rate limited",
        FailureKind.Unauthorized => "key refused",
        FailureKind.QuotaExhausted => "quota exhausted",
        FailureKind.ModelNotFound => "model not found",
        FailureKind.InvalidRequest => "request refused",
        FailureKind.ContextTooLong => "context too long",
        FailureKind.ContentRefused => "content refused",
        FailureKind.Timeout => "timed out",
        FailureKind.Truncated => "cut off",
        FailureKind.Malformed => "malformed answer",
        FailureKind.Unsupported => "not supported",
        FailureKind.Unavailable => "unavailable",
        _ => "failed",
    };
}
