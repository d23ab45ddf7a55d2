namespace ModelGateway.Testing.Simulators;

/// <summary>The state of a rate-limit window for one request.</summary>
internal readonly record struct RateWindowState(bool Admitted, int Limit, int Remaining, DateTimeOffset ResetsAt, TimeSpan ResetsIn);
