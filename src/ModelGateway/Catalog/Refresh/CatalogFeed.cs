using System.Security.Cryptography;
using ModelGateway.Catalog.Importers;
using ModelGateway.Scheduling;

namespace ModelGateway.Catalog.Refresh;

/// <summary>
/// A source while a gateway uses it: its last good content, and the timer that checks for new content. Invalid content is rejected whole
/// and reported once, and the checks go on.
/// </summary>
internal sealed class CatalogFeed(
    string name,
    ICatalogSource source,
    CatalogSourceOptions options,
    IReadOnlyDictionary<string, string> headers,
    ICatalogFeedOwner owner,
    GatewayScheduler scheduler) : IDisposable
{
    private const int MaxDoublings = 10;

    // The wait after a failure of a remote source, doubled after each further failure.
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly TimeSpan _interval = options.RefreshEvery ?? source.UsualInterval;
    private readonly Lock _lock = new();
    private CatalogContent? _content;
    private CatalogSourceStatus _status = new(name, null, null, null);
    private CatalogException? _failure;
    private ITimer? _timer;
    private int _failures;
    private string? _reported;
    private int _started;
    private bool _disposed;

    public string Name => name;

    /// <summary>The last good content. The owner sets it, under the owner's lock.</summary>
    public CatalogContent? Content
    {
        get => Volatile.Read(ref _content);
        set => Volatile.Write(ref _content, value);
    }

    /// <summary>The state of the source. The time of the check and its failure are always those of the same check.</summary>
    public CatalogSourceStatus Status => Volatile.Read(ref _status) with { ReadAt = Content?.ReadAt };

    /// <summary>
    /// Whether the feed can continue under other options: source, interval and headers are the same. A header may refer to a secret that
    /// has changed, so the resolved values are compared.
    /// </summary>
    public bool IsFor(CatalogSourceOptions other, IReadOnlyDictionary<string, string> otherHeaders) =>
        IsOf(other) && other.RefreshEvery == options.RefreshEvery && otherHeaders.Count == headers.Count
        && otherHeaders.All(header => headers.TryGetValue(header.Key, out string? value) && value == header.Value);

    /// <summary>Whether the feed's content can be kept under other options: location and format are the same.</summary>
    public bool IsOf(CatalogSourceOptions other) => other.Location == options.Location && other.Format == options.Format;

    /// <summary>Reads a file before the gateway serves requests. A failure is kept, and reported when the feed starts.</summary>
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

    /// <summary>Starts to check the source. Only the first call has an effect.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            return;
        }

        if (_failure is { } failure)
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

    /// <summary>Checks the source, and lets the owner put new content into effect.</summary>
    /// <returns>The failure; null where there was none.</returns>
    public async Task<CatalogException?> RefreshAsync(bool isAskedFor, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
        await _turn.WaitAsync(either.Token).ConfigureAwait(false);
        DateTimeOffset now = scheduler.Time.GetUtcNow();
        try
        {
            CatalogContent? last = Content;
            CatalogBytes? bytes = await source.ReadAsync(last, isAskedFor, either.Token).ConfigureAwait(false);
            bool isNew = bytes is not null && Apply(bytes, last);
            ReportSuccess(now, isRead: bytes is not null);
            owner.OnChecked(isNew ? "changed" : "unchanged");
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException
            && !(exception is OperationCanceledException && either.IsCancellationRequested))
        {
            // The application's HTTP handlers run while the source is read, and may throw any exception.
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

    // Returns whether the content is new. Unchanged bytes only update what the next conditional request is made with.
    private bool Apply(CatalogBytes bytes, CatalogContent? last)
    {
        CatalogContent content = last?.Hash == Hash(bytes)
            ? last with { EntityTag = bytes.EntityTag, Modified = bytes.Modified }
            : Parse(bytes, owner.Below(this));
        owner.Put(this, content);
        return content.Hash != last?.Hash;
    }

    private void ReportSuccess(DateTimeOffset now, bool isRead)
    {
        // Where a file was not read because it has not changed, an earlier failure still holds.
        bool isGood = isRead || source.IsRemote;
        Publish(now, isGood ? null : _failure);
        if (isGood)
        {
            _reported = null;
            _failures = 0;
        }
    }

    private static string Hash(CatalogBytes bytes) => Convert.ToHexString(SHA256.HashData(bytes.Utf8.Span));

    private CatalogContent Parse(CatalogBytes bytes, ModelCatalog below)
    {
        ModelCatalog catalog = CatalogImporter.Read(bytes.Utf8, options.Format, name, below).Catalog;
        return new CatalogContent(catalog, Hash(bytes), bytes.EntityTag, bytes.Modified, scheduler.Time.GetUtcNow());
    }

    private CatalogException Unusable(Exception exception) => new(name, null, null, $"cannot be used: {exception.Message}", exception);

    private void Publish(DateTimeOffset checkedAt, CatalogException? failure)
    {
        _failure = failure;
        Volatile.Write(ref _status, new CatalogSourceStatus(name, checkedAt, null, failure?.Message));
    }

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
            // No caller awaits this task, and an exception in a timer would end the process.
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
                // The timer must not keep the async locals of the caller that built the gateway, such as its activity.
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
            TimeSpan delay = FirstRetryDelay * Math.Pow(2, Math.Min(_failures - 1, MaxDoublings));
            wait = wait == Timeout.InfiniteTimeSpan || delay < wait ? delay : wait;
        }

        // A random tenth more or less, so that gateways do not ask at the same moment.
        return wait == Timeout.InfiniteTimeSpan ? wait : wait * (0.9 + (0.2 * scheduler.NextDouble()));
    }
}
