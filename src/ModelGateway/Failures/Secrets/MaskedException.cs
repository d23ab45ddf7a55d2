namespace ModelGateway.Failures.Secrets;

/// <summary>
/// Stands for an exception of a handler, the transport or a wrapped client that repeats a secret: its type's name, message, stack and inner
/// exceptions without the secret. The original is not kept, as everything that logs it would show the secret.
/// </summary>
internal sealed class MaskedException : Exception
{
    private readonly string _text;

    public MaskedException(Exception original, SecretMask mask)
        : base(mask.ApplyToAnyKey(original.Message), original.InnerException is { } inner ? new MaskedException(inner, mask) : null)
    {
        _text = mask.ApplyToAnyKey(Describe(original));
        StackTrace = original.StackTrace is { } stack ? mask.ApplyToAnyKey(stack) : null;
        HResult = original.HResult;
    }

    public override string? StackTrace { get; }

    /// <summary>Whether anything that an exception shows repeats a secret or looks like a vendor's key.</summary>
    public static bool IsNeeded(Exception exception, SecretMask mask)
    {
        if (mask.RevealsAnyKey(Describe(exception)))
        {
            return true;
        }

        // Exceptions may describe themselves without their inner ones, and data is in no description.
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (mask.RevealsAnyKey(current.Message) || (current.Data.Count > 0 && RevealsData(current, mask)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the original would say: its type's name first.</summary>
    public override string ToString() => _text;

    private static bool RevealsData(Exception exception, SecretMask mask)
    {
        foreach (System.Collections.DictionaryEntry entry in exception.Data)
        {
            if (mask.RevealsAnyKey($"{entry.Key} {entry.Value}"))
            {
                return true;
            }
        }

        return false;
    }

    // Exceptions of applications may fail to describe themselves.
    private static string Describe(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return $"{exception.GetType()}: {exception.Message}";
        }
    }
}
