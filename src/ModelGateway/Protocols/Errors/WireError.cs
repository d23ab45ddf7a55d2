namespace ModelGateway.Protocols.Errors;

/// <summary>
/// How a protocol expresses a failure: a row of its table of errors. Errors that are read come in many more forms; an error that is written
/// has this form, and reads back as the same kind.
/// </summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Word">The protocol's code or status name, or its words where it has no codes.</param>
internal readonly record struct WireError(FailureKind Kind, int StatusCode, string Word)
{
    /// <summary>The row that an exception is written as.</summary>
    /// <param name="exception">The exception that the gateway's caller receives.</param>
    /// <param name="answers">The protocol's table.</param>
    public static WireError For(GatewayException exception, IReadOnlyList<WireError> answers)
    {
        for (FailureKind kind = KindOf(exception); ; kind = Nearest(kind))
        {
            for (int i = 0; i < answers.Count; i++)
            {
                if (answers[i].Kind == kind)
                {
                    return answers[i];
                }
            }
        }
    }

    private static FailureKind KindOf(GatewayException exception) => exception switch
    {
        ProviderException provider => provider.Kind,
        BudgetExceededException => FailureKind.QuotaExhausted,
        NoRouteException { RetryAfter: not null } => FailureKind.Unavailable,
        NoRouteException { Skipped.Count: > 0 } => FailureKind.Unsupported,
        NoRouteException => FailureKind.ModelNotFound,
        _ => FailureKind.Unavailable,
    };

    // Every table has rows for InvalidRequest and Unavailable.
    private static FailureKind Nearest(FailureKind kind) => kind switch
    {
        FailureKind.QuotaExhausted => FailureKind.RateLimited,
        FailureKind.ContextTooLong or FailureKind.ContentRefused or FailureKind.Unsupported => FailureKind.InvalidRequest,
        _ => FailureKind.Unavailable,
    };
}
