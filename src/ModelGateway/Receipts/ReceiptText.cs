using System.Globalization;
using System.Text;

namespace ModelGateway.Receipts;

/// <summary>Writes a receipt as one line.</summary>
internal sealed class ReceiptText
{
    private readonly StringBuilder _line = new();
    private readonly GatewayReceipt _receipt;

    private ReceiptText(GatewayReceipt receipt)
    {
        _receipt = receipt;
    }

    public static string Format(GatewayReceipt receipt)
    {
        ReceiptText text = new(receipt);
        text.AppendAnswer();
        text.AppendUsage();
        text.AppendTimes();
        text.AppendReasons();
        return text._line.ToString();
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

    private void AppendAnswer()
    {
        _line.Append(_receipt.Route ?? _receipt.RequestedModel ?? "default").Append(" → ").Append(_receipt.Deployment ?? Ending);
        if (_receipt.Deployment is not null && _receipt.Outcome != AttemptOutcome.Completed)
        {
            _line.Append(" (").Append(Ending).Append(')');
        }
    }

    private void AppendUsage()
    {
        TokenUsage usage = _receipt.Usage;
        if (usage.TotalTokens > 0)
        {
            _line.Append(usage.IsEstimated ? " · about " : " · ");
            _line.Append(CultureInfo.InvariantCulture, $"{usage.InputTokens} + {usage.AllOutputTokens} tokens");
            _line.Append(" · ").Append(Money(_receipt.CostUsd));
        }
    }

    private void AppendTimes()
    {
        if (_receipt.TimeToFirstToken is { } first)
        {
            _line.Append(" · first token ").Append(Time(first));
        }

        _line.Append(" · ").Append(Time(_receipt.Duration));
    }

    private void AppendReasons()
    {
        string separator = " · ";
        foreach (AttemptReceipt attempt in _receipt.Attempts)
        {
            if (attempt.Failure is { } failure)
            {
                _line.Append(separator).Append(attempt.Deployment).Append(": ").Append(Words(failure));
                if (attempt.StatusCode is { } status)
                {
                    _line.Append(CultureInfo.InvariantCulture, $" ({status})");
                }

                separator = ", ";
            }
        }

        foreach (SkippedDeployment skipped in _receipt.Skipped)
        {
            _line.Append(separator).Append(skipped.Deployment).Append(": ").Append(skipped.Reason);
            separator = ", ";
        }

        separator = " · note: ";
        foreach (string note in _receipt.Notes)
        {
            _line.Append(separator).Append(note);
            separator = " ";
        }
    }

    private string Ending => _receipt.Outcome switch
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
