namespace ModelGateway;

/// <summary>When the circuit breaker of a failing deployment opens, and for how long.</summary>
public sealed record CircuitBreakerOptions
{
    /// <summary>The defaults.</summary>
    public static CircuitBreakerOptions Default { get; } = new();

    /// <summary>How many failures in a row open the breaker.</summary>
    /// <value>The default is 5, as Envoy's outlier detection.</value>
    public int FailuresToOpen { get; init; } = 5;

    /// <summary>How long the breaker is open at first. The time doubles with every failed probe.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the breaker is open at most.</summary>
    /// <value>The default is 300 seconds, as Envoy's outlier detection.</value>
    public TimeSpan LongestOpen { get; init; } = TimeSpan.FromSeconds(300);
}
