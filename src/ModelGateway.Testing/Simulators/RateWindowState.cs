namespace ModelGateway.Testing.Simulators;

/// <summary>What a rate-limit window said to one request.</summary>
internal readonly record struct RateWindowState(bool Admitted, int Limit, int Remaining, DateTimeOffset ResetsAt, TimeSpan ResetsIn);
