using Microsoft.Win32.SafeHandles;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Refresh;

/// <summary>
/// A catalog in a file. Its time and length are polled, because a file watcher misses changes on mounted volumes and replaced links.
/// Changes that neither shows are found when every twelfth check reads the content.
/// </summary>
internal sealed class FileCatalogSource(CatalogLocation location) : ICatalogSource
{
    // Some file systems store times to two seconds, within which a file can change again without a new length. After a change the next two
    // checks read the content.
    private const int ReadsAfterChange = 2;
    private const int ChecksUntilRead = 12;

    private (DateTime Written, long Length) _read;
    private (DateTime Written, long Length) _seen;
    private int _pendingReads;
    private int _checks;

    public TimeSpan UsualInterval => TimeSpan.FromSeconds(5);

    public bool IsRemote => false;

    public bool Exists => File.Exists(location.Path);

    public ValueTask<CatalogBytes?> ReadAsync(CatalogContent? last, bool isAskedFor, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<CatalogBytes?>(cancellationToken) : new(Read(isAskedFor));

    /// <summary>The content; null where it is unchanged, or the file may still be being written.</summary>
    /// <exception cref="CatalogException">The file cannot be read.</exception>
    public CatalogBytes? Read(bool isAskedFor)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(location.Path!, share: FileShare.ReadWrite | FileShare.Delete);
            (DateTime Written, long Length) now = Look(file);
            if (!isAskedFor && !IsDue(now))
            {
                return null;
            }

            if (now.Length > CatalogLimits.FileBytes)
            {
                throw Failed($"is larger than {CatalogLimits.FileBytes >> 20} MiB");
            }

            ReadOnlyMemory<byte> bytes = ReadAll(file, now.Length);
            if (!isAskedFor && Look(file) != now)
            {
                return null;
            }

            _pendingReads = now == _read ? _pendingReads : ReadsAfterChange;
            _read = now;
            _seen = now;
            return new CatalogBytes(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // When the file is back, it counts as changed.
            _read = default;
            bool isMissing = exception is FileNotFoundException or DirectoryNotFoundException;
            throw Failed(isMissing ? "is not there" : $"cannot be read: {exception.Message}", exception);
        }
    }

    private bool IsDue((DateTime Written, long Length) now)
    {
        if (now == _read)
        {
            _checks++;
            return (_pendingReads > 0 && _pendingReads-- > 0) || _checks % ChecksUntilRead == 0;
        }

        bool isSettled = now == _seen;
        _seen = now;
        return isSettled;
    }

    private static (DateTime Written, long Length) Look(SafeFileHandle file) =>
        (File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));

    private static ReadOnlyMemory<byte> ReadAll(SafeFileHandle file, long size)
    {
        byte[] bytes = new byte[size];
        int length = 0;
        for (int read = -1; length < bytes.Length && read != 0; length += read)
        {
            read = RandomAccess.Read(file, bytes.AsSpan(length), length);
        }

        return bytes.AsMemory(0, length);
    }

    private CatalogException Failed(string problem, Exception? exception = null) => new(location.Name, null, null, problem, exception);
}
