namespace ModelGateway.Requests;

/// <summary>The words for a <see cref="CacheTtl"/> in the additional properties of options and contents.</summary>
internal static class CacheTtlWords
{
    public static string From(CacheTtl ttl) => ttl switch
    {
        CacheTtl.FiveMinutes => "5m",
        CacheTtl.OneHour => "1h",
        _ => throw new ArgumentOutOfRangeException(nameof(ttl)),
    };
}
