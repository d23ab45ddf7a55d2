namespace ModelGateway;

/// <summary>An append-only record of attempts. Every attempt leaves exactly one entry, completed, failed, cancelled or abandoned.</summary>
public interface ILedger
{
    /// <summary>
    /// Adds an entry. Called on the request's path, by many threads: do not block. An exception is logged, and the request goes on.
    /// </summary>
    /// <param name="entry">The settled attempt.</param>
    void Append(LedgerEntry entry);
}
