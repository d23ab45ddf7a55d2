using Microsoft.Win32.SafeHandles;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Refresh;

/// <summary>
/// A catalog in a file. It is looked at now and then, by time and length, rather than watched: that works alike on every system, on mounted
/// volumes, and where the file or a link on the way to it is replaced. What both do not show is seen as it is read whole every twelfth time.
/// </summary>
internal sealed class FileCatalogSource(CatalogLocation location) : ICatalogSource
{
    // A file system may tell times only to two seconds, in which a file can change twice at the same length.
    private const int LooksInDoubt = 2;
    private const int LooksUntilRead = 12;

    private (DateTime Written, long Length) _read;
    private (DateTime Written, long Length) _seen;
    private int _doubts;
    private int _looks;

    public TimeSpan UsualInterval => TimeSpan.FromSeconds(5);

    public bool IsRemote => false;

    public bool Exists => File.Exists(location.Path);

    public ValueTask<CatalogBytes?> ReadAsync(CatalogContent? last, bool isAskedFor, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<CatalogBytes?>(cancellationToken) : new(Read(isAskedFor));

    /// <summary>The content; null where it is the one read last, or may be half written.</summary>
    /// <exception cref="CatalogException">It cannot be read.</exception>
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

            byte[] bytes = new byte[now.Length];
            int length = 0;
            for (int read = -1; length < bytes.Length && read != 0; length += read)
            {
                read = RandomAccess.Read(file, bytes.AsSpan(length), length);
            }

            if (!isAskedFor && Look(file) != now)
            {
                return null;
            }

            _doubts = now == _read ? _doubts : LooksInDoubt;
            _read = now;
            _seen = now;
            return new CatalogBytes(bytes.AsMemory(0, length));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It counts as another file when it is back.
            _read = default;
            throw Failed(exception is FileNotFoundException or DirectoryNotFoundException ? "is not there" : $"cannot be read: {exception.Message}", exception);
        }
    }

    private bool IsDue((DateTime Written, long Length) now)
    {
        if (now == _read)
        {
            _looks++;
            return (_doubts > 0 && _doubts-- > 0) || _looks % LooksUntilRead == 0;
        }

        bool isSettled = now == _seen;
        _seen = now;
        return isSettled;
    }

    private static (DateTime Written, long Length) Look(SafeFileHandle file) => (File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));

    private CatalogException Failed(string problem, Exception? exception = null) => new(location.Name, null, null, problem, exception);
}
