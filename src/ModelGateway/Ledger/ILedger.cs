namespace ModelGateway;

/// <summary>An append-only record of attempts. Every attempt leaves exactly one entry, however it ended.</summary>
public interface ILedger
{
    /// <summary>Adds an entry. Called on the request's path: do not block.</summary>
    /// <param name="entry">The settled attempt.</param>
    void Append(LedgerEntry entry);
}
