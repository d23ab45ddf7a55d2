using System.Security.Cryptography;
using ModelGateway.Catalog.Importers;
using ModelGateway.Scheduling;

namespace ModelGateway.Catalog.Refresh;

/// <summary>
/// A source while a gateway uses it: its last good content, and the timer that asks for a newer one. What is wrong is refused whole and
/// reported once; then it is asked again as if nothing had been.
/// </summary>
internal sealed class CatalogFeed(
    string name,
    ICatalogSource source,
    CatalogSourceOptions options,
    IReadOnlyDictionary<string, string> headers,
    ICatalogFeedOwner owner,
    GatewayScheduler scheduler) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly TimeSpan _interval = options.RefreshEvery ?? source.UsualInterval;
    private readonly Lock _lock = new();
    private CatalogContent? _content;
    private CatalogSourceStatus _status = new(name, null, null, null);
    private ITimer? _timer;
    private int _failures;
    private string? _reported;
    private int _started;
    private bool _disposed;

    public string Name => name;

    /// <summary>The last good content; set by its owner, under the owner's lock.</summary>
    public CatalogContent? Content
    {
        get => Volatile.Read(ref _content);
        set => Volatile.Write(ref _content, value);
    }

    /// <summary>How it stands; when it was asked and what came of that are always of one attempt.</summary>
    public CatalogSourceStatus Status => Volatile.Read(ref _status) with { ReadAt = Content?.ReadAt };

    /// <summary>Whether the same is asked for in the same way, so that it can go on. A header may point to a secret that has changed since.</summary>
    public bool IsFor(CatalogSourceOptions other, IReadOnlyDictionary<string, string> otherHeaders) =>
        IsOf(other) && other.RefreshEvery == options.RefreshEvery && otherHeaders.Count == headers.Count
        && otherHeaders.All(header => headers.TryGetValue(header.Key, out string? value) && value == header.Value);

    /// <summary>Whether the content is what the other asks for as well, however it asks.</summary>
    public bool IsOf(CatalogSourceOptions other) => other.Location == options.Location && other.Format == options.Format;

    /// <summary>Reads a file before anything is served; what is wrong with it is kept as the failure.</summary>
    public void Load(FileCatalogSource file, ModelCatalog below)
    {
        DateTimeOffset now = scheduler.Time.GetUtcNow();
        CatalogException? failure = null;
        try
        {
            Content = Parse(file.Read(isAskedFor: true)!, below);
        }
        catch (CatalogException exception)
        {
            failure = exception;
        }

        Publish(now, failure);
    }

    /// <summary>Begins to follow the source; only the first call counts. What failed while it was loaded is reported now.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            return;
        }

        if (_status.Failure is CatalogException failure)
        {
            Report(failure);
        }

        if (source.IsRemote)
        {
            scheduler.Post(static feed => ((CatalogFeed)feed!).OnTimer(), this);
        }
        else
        {
            Schedule();
        }
    }

    /// <summary>Asks for newer content, and lets the owner put it into effect.</summary>
    /// <returns>What failed; null where nothing did.</returns>
    public async Task<CatalogException?> RefreshAsync(bool isAskedFor, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
        await _turn.WaitAsync(either.Token).ConfigureAwait(false);
        DateTimeOffset now = scheduler.Time.GetUtcNow();
        try
        {
            CatalogContent? last = Content;
            CatalogBytes? bytes = await source.ReadAsync(last, isAskedFor, either.Token).ConfigureAwait(false);
            CatalogContent? content = bytes is null ? null : last?.Hash == Hash(bytes) ? last with { EntityTag = bytes.EntityTag, Modified = bytes.Modified } : Parse(bytes, owner.Below(this));
            bool isNew = content is not null && content.Hash != last?.Hash;
            if (content is not null)
            {
                owner.Put(this, content);
            }

            // A file of which nothing new was read may be a bad one still.
            bool isGood = bytes is not null || source.IsRemote;
            Publish(now, isGood ? null : _status.Failure);
            if (isGood)
            {
                _reported = null;
                _failures = 0;
            }

            owner.OnChecked(isNew ? "changed" : "unchanged");
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !(exception is OperationCanceledException && either.IsCancellationRequested))
        {
            // A handler of the application's takes part in what is fetched, and may throw anything.
            CatalogException failure = exception as CatalogException ?? Unusable(exception);
            _failures++;
            Publish(now, failure);
            owner.OnChecked("failed");
            Report(failure);
            return failure;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _disposed = true;
                _timer?.Dispose();
                _end.Cancel();
            }
        }
    }

    private static string Hash(CatalogBytes bytes) => Convert.ToHexString(SHA256.HashData(bytes.Utf8.Span));

    private CatalogContent Parse(CatalogBytes bytes, ModelCatalog below) =>
        new(CatalogImporter.Read(bytes.Utf8, options.Format, name, below).Catalog, Hash(bytes), bytes.EntityTag, bytes.Modified, scheduler.Time.GetUtcNow());

    private CatalogException Unusable(Exception exception) => new(name, null, null, $"cannot be used: {exception.Message}", exception);

    private void Publish(DateTimeOffset checkedAt, Exception? failure) => Volatile.Write(ref _status, new CatalogSourceStatus(name, checkedAt, null, failure));

    private void Report(CatalogException failure)
    {
        if (_reported != failure.Message)
        {
            _reported = failure.Message;
            owner.OnFailed(this, failure);
        }
    }

    private void OnTimer() => _ = RefreshAndScheduleAsync();

    private async Task RefreshAndScheduleAsync()
    {
        try
        {
            await RefreshAsync(isAskedFor: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Nobody waits for it, and a timer's exception would end the process.
            _failures++;
            Report(Unusable(exception));
        }

        Schedule();
    }

    private void Schedule()
    {
        TimeSpan wait = Wait();
        lock (_lock)
        {
            if (_disposed || wait == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            if (_timer is null)
            {
                // The timer must not carry the scope or the activity of whoever happened to build the gateway.
                bool flows = !ExecutionContext.IsFlowSuppressed();
                using AsyncFlowControl? control = flows ? ExecutionContext.SuppressFlow() : null;
                _timer = scheduler.Time.CreateTimer(static feed => ((CatalogFeed)feed!).OnTimer(), this, wait, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _timer.Change(wait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private TimeSpan Wait()
    {
        if (!source.IsRemote)
        {
            return _interval;
        }

        TimeSpan wait = _interval;
        if (_failures > 0)
        {
            TimeSpan pause = FirstPause * Math.Pow(2, Math.Min(_failures - 1, 10));
            wait = wait == Timeout.InfiniteTimeSpan || pause < wait ? pause : wait;
        }

        return wait == Timeout.InfiniteTimeSpan ? wait : wait * (0.9 + (0.2 * scheduler.NextDouble()));
    }
}
