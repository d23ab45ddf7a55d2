using System.Collections;

namespace ModelGateway.Failures.Secrets;

/// <summary>
/// Stands for an exception of a handler, the transport or a wrapped client that repeats a secret: its type's name, message, stack and inner
/// exceptions without the secret. The original is not kept, as everything that logs it would show the secret.
/// </summary>
internal sealed class MaskedException : Exception
{
    private const int DeepestData = 4;
    private readonly string _text;

    public MaskedException(Exception original, SecretMask mask)
        : base(mask.ApplyToAnyKey(Words(original)), original.InnerException is { } inner ? new MaskedException(inner, mask) : null)
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
            if (RevealsItself(current, mask)
                || (current is AggregateException { InnerExceptions: { Count: > 1 } all } && all.Any(inner => IsNeeded(inner, mask))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The exception, or one in its place if it or an inner one fails to say what happened.</summary>
    public static Exception Readable(Exception exception)
    {
        try
        {
            for (Exception? current = exception; current is not null; current = current.InnerException)
            {
                _ = current.Message;
            }

            return exception;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new InvalidOperationException($"An exception of the type {exception.GetType()} has no message.");
        }
    }

    /// <summary>What the original would say: its type's name first.</summary>
    public override string ToString() => _text;

    private static bool RevealsItself(Exception exception, SecretMask mask) =>
        mask.RevealsAnyKey(Words(exception))
        || (exception.HelpLink is { } link && mask.RevealsAnyKey(link))
        || (exception.Source is { } source && mask.RevealsAnyKey(source))
        || (exception.Data.Count > 0 && RevealsData(exception.Data, mask));

    // Loggers write out the elements of lists and dictionaries too.
    private static bool RevealsData(IEnumerable data, SecretMask mask, int depth = 0)
    {
        foreach (object? entry in data)
        {
            bool isRevealed = entry switch
            {
                DictionaryEntry pair => RevealsData((object?[])[pair.Key, pair.Value], mask, depth),
                null => false,
                string text => mask.RevealsAnyKey(text),
                IEnumerable more when depth < DeepestData => RevealsData(more, mask, depth + 1),
                _ => mask.RevealsAnyKey(entry.ToString() ?? ""),
            };
            if (isRevealed)
            {
                return true;
            }
        }

        return false;
    }

    private static string Words(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return "";
        }
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
            return $"{exception.GetType()}: {Words(exception)}";
        }
    }
}
