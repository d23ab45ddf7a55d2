namespace ModelGateway;

/// <summary>How long a provider keeps a cached prompt.</summary>
public enum CacheTtl
{
    /// <summary>Five minutes after the last use.</summary>
    FiveMinutes = 0,

    /// <summary>One hour; writing costs more.</summary>
    OneHour,
}
