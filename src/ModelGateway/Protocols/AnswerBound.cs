using ModelGateway.Failures;

namespace ModelGateway.Protocols;

/// <summary>
/// Counts what readers hold of one answer until it, or the part of it, is complete: arguments of tool calls, signatures, kept fields,
/// citations. One limit for everything, as a provider may spread an endless answer over all of them. Buffers count only when they grow, so
/// an ordinary answer costs nothing.
/// </summary>
internal readonly struct AnswerBound(ProviderCall call)
{
    /// <summary>The most bytes that one answer may hold.</summary>
    public int Limit => call.Limits.MaxAnswerBytes;

    /// <summary>Counts more bytes.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="what">What they hold, in the plural.</param>
    /// <exception cref="ProviderException">The answer holds more than the limit.</exception>
    public void Add(long bytes, string what)
    {
        long held = call.Held + bytes;
        call.Held = held <= Limit ? (int)held : throw TooLarge(what, Limit);
    }

    /// <summary>Counts a string that is kept.</summary>
    public void Add(string? text, string what)
    {
        if (text is not null)
        {
            Add((long)text.Length * sizeof(char), what);
        }
    }

    /// <summary>Bytes that were counted are held no more.</summary>
    public void Release(int bytes) => call.Held = Math.Max(0, call.Held - bytes);

    /// <summary>The failure of an answer that holds more than the limit.</summary>
    public static ProviderException TooLarge(string what, int limit) => new(new ProviderFailure(
        FailureKind.Malformed, $"The provider's answer holds more than {limit} bytes of {what} before it is complete (MaxAnswerBytes)."));
}
