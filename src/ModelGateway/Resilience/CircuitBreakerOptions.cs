namespace ModelGateway;

/// <summary>
/// When a deployment that fails is put behind the others, and when it is only probed. The order is all that changes as long as it still
/// answers: where no healthier candidate is left, it gets every request. Only a deployment that answers nothing is kept from requests: one
/// at a time tries it, and from the first answer on their number doubles.
/// </summary>
public sealed record CircuitBreakerOptions
{
    /// <summary>The defaults.</summary>
    public static CircuitBreakerOptions Default { get; } = new();

    /// <summary>
    /// The longest time that is looked back on for the share of calls that were answered. Where there is much traffic, only the last
    /// <see cref="MinimumCalls"/> or a few more are looked at.
    /// </summary>
    /// <value>The default is 30 seconds, as Polly's sampling duration.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many calls the window must hold before a deployment is put behind the others, because it answered at most half of them; also
    /// how many answers in a row put it back, but never more than 20. Five times as many failures without an answer are needed before it is
    /// only probed.
    /// </summary>
    /// <value>The default is 10. <see cref="int.MaxValue"/> switches the breaker off.</value>
    public int MinimumCalls { get; init; } = 10;

    /// <summary>
    /// How long a deployment must have failed without an answer before it is only probed. Twenty times <see cref="MinimumCalls"/> failures
    /// in a row are enough at any time, and needed where it answered at most half of its calls before: a deployment that answers more than
    /// 5 % of its calls practically never has so many.
    /// </summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The time between two probes at first. It grows with the time for which the deployment has been probed, of which it is an eighth.
    /// </summary>
    /// <value>The default is 250 milliseconds.</value>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest time between two probes.</summary>
    /// <value>The default is 5 seconds, as Polly's break duration.</value>
    public TimeSpan LongestProbeInterval { get; init; } = TimeSpan.FromSeconds(5);
}
