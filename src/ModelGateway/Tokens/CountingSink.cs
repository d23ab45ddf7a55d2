using System.Buffers;
using System.Text;

namespace ModelGateway.Tokens;

/// <summary>Counts the texts with a registered counter. After the counter has thrown once, it is not called again.</summary>
internal struct CountingSink(ITokenCounter counter) : ITextSink
{
    public long Tokens { get; private set; }

    /// <summary>What the counter threw; null where it did not.</summary>
    public Exception? Failure { get; private set; }

    public void Add(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || Failure is not null)
        {
            return;
        }

        try
        {
            int tokens = counter.CountTokens(text);
            Tokens += tokens >= 0 ? tokens : throw new InvalidOperationException($"It counted {tokens} tokens.");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Failure = exception;
        }
    }

    public void AddUtf8(ReadOnlySpan<byte> text)
    {
        char[] rented = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(text.Length));
        try
        {
            Add(rented.AsSpan(0, Encoding.UTF8.GetChars(text, rented)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }
}
