using System.Text;
using ModelGateway.Catalog.Refresh;
using ModelGateway.Tests.Simulation;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog.Refresh;

public sealed class CatalogFeedTests
{
    private readonly VirtualTime _time = new(7);
    private readonly Source _source = new();
    private readonly Owner _owner = new();

    [Fact]
    public void RefreshAsync_PutsNewContentIntoEffect()
    {
        using CatalogFeed feed = Create();
        _source.Read = _ => Bytes(CatalogGateway.Acme(1_000), tag: "1");

        Assert.Null(Refresh(feed));

        CatalogContent content = Assert.Single(_owner.Contents);
        Assert.Equal(1_000, content.Catalog.Find("acme", "m")!.ContextWindow);
        Assert.Equal(("1", _time.GetUtcNow()), (content.EntityTag, content.ReadAt));
        Assert.Equal(["changed"], _owner.Outcomes);
        Assert.Equal(_time.GetUtcNow(), feed.Status.CheckedAt);
        Assert.Null(feed.Status.Failure);
    }

    [Fact]
    public void RefreshAsync_KeepsTheCatalogWhereTheBytesAreTheSame()
    {
        using CatalogFeed feed = Create();
        _source.Read = last => Bytes(CatalogGateway.Acme(1_000), tag: last is null ? "1" : "2");

        Refresh(feed);
        Refresh(feed);

        Assert.Equal(["1", "2"], _owner.Contents.Select(content => content.EntityTag));
        Assert.Same(_owner.Contents[0].Catalog, _owner.Contents[1].Catalog);
        Assert.Equal(["changed", "unchanged"], _owner.Outcomes);
    }

    [Fact]
    public void RefreshAsync_ChangesNothingWhereTheSourceReportsNoChange()
    {
        using CatalogFeed feed = Create();
        _source.Read = static _ => null;

        Assert.Null(Refresh(feed));

        Assert.Empty(_owner.Contents);
        Assert.Equal(["unchanged"], _owner.Outcomes);
    }

    [Fact]
    public void RefreshAsync_ReportsAFailureOnceUntilASuccess()
    {
        using CatalogFeed feed = Create();
        _source.Read = static _ => Bytes("{");

        Assert.NotNull(Refresh(feed));
        Assert.NotNull(Refresh(feed));
        Assert.Single(_owner.Failures);
        Assert.NotNull(feed.Status.Failure);

        _source.Read = static _ => Bytes(CatalogGateway.Acme(1_000));
        Assert.Null(Refresh(feed));
        Assert.Null(feed.Status.Failure);

        _source.Read = static _ => Bytes("{");
        Assert.NotNull(Refresh(feed));
        Assert.Equal(2, _owner.Failures.Count);
        Assert.Equal(["failed", "failed", "changed", "failed"], _owner.Outcomes);
    }

    [Fact]
    public void RefreshAsync_TurnsAnyExceptionIntoAFailure()
    {
        using CatalogFeed feed = Create();
        _source.Read = static _ => throw new InvalidOperationException("no ticket");

        CatalogException failure = Refresh(feed)!;

        Assert.Equal(("acme.json", "cannot be used: no ticket"), (failure.File, failure.Problem));
        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    [Fact]
    public void RefreshAsync_ThrowsWhereTheCallerCancels()
    {
        using CatalogFeed feed = Create();
        using CancellationTokenSource cancellation = new();
        _source.Read = _ =>
        {
            cancellation.Cancel();
            throw new OperationCanceledException(cancellation.Token);
        };

        Assert.ThrowsAny<OperationCanceledException>(() => _time.Run(() => feed.RefreshAsync(true, cancellation.Token)));
        Assert.Empty(_owner.Outcomes);
    }

    [Fact]
    public void Start_ChecksARemoteSourceAtOnceAndRetriesWithGrowingDelays()
    {
        using CatalogFeed feed = Create();
        List<double> minutes = [];
        DateTimeOffset start = _time.GetUtcNow();
        _source.Read = _ =>
        {
            minutes.Add((_time.GetUtcNow() - start).TotalMinutes);
            throw new InvalidOperationException("down");
        };

        feed.Start();
        feed.Start();
        _time.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(5, minutes.Count);
        Assert.Equal(0, minutes[0], 0.01);
        for (int i = 1; i < minutes.Count; i++)
        {
            double delay = Math.Pow(2, i - 1);
            Assert.InRange(minutes[i] - minutes[i - 1], delay * 0.9, delay * 1.1);
        }
    }

    [Fact]
    public void Dispose_EndsTheChecks()
    {
        CatalogFeed feed = Create();
        int reads = 0;
        _source.Read = _ =>
        {
            reads++;
            return null;
        };
        feed.Start();
        _time.Advance(TimeSpan.FromMinutes(1));

        feed.Dispose();
        feed.Dispose();
        _time.Advance(TimeSpan.FromDays(10));

        Assert.Equal(1, reads);
    }

    [Fact]
    public void IsFor_ComparesSourceIntervalAndHeaders()
    {
        using CatalogFeed feed = Create();
        Dictionary<string, string> headers = new() { ["X-Team"] = "search" };

        Assert.True(feed.IsFor(new() { Location = "acme.json" }, headers));
        Assert.False(feed.IsFor(new() { Location = "acme.json" }, new Dictionary<string, string> { ["X-Team"] = "other" }));
        Assert.False(feed.IsFor(new() { Location = "acme.json" }, new Dictionary<string, string>()));
        Assert.False(feed.IsFor(new() { Location = "acme.json", RefreshEvery = TimeSpan.FromHours(1) }, headers));
        Assert.False(feed.IsFor(new() { Location = "other.json" }, headers));
        Assert.True(feed.IsOf(new() { Location = "acme.json", RefreshEvery = TimeSpan.FromHours(1) }));
        Assert.False(feed.IsOf(new() { Location = "acme.json", Format = CatalogFormat.LiteLLM }));
    }

    private CatalogFeed Create() => _owner.Feed = new CatalogFeed(
        "acme.json",
        _source,
        new CatalogSourceOptions { Location = "acme.json" },
        new Dictionary<string, string> { ["X-Team"] = "search" },
        _owner,
        new VirtualScheduler(_time));

    private CatalogException? Refresh(CatalogFeed feed)
    {
        CatalogException? failure = null;
        _time.Run(async () => failure = await feed.RefreshAsync(isAskedFor: true, CancellationToken.None));
        return failure;
    }

    private static CatalogBytes Bytes(string json, string? tag = null) => new(Encoding.UTF8.GetBytes(json), tag);

    private sealed class Source : ICatalogSource
    {
        public Func<CatalogContent?, CatalogBytes?> Read { get; set; } = static _ => null;

        public TimeSpan UsualInterval => TimeSpan.FromDays(1);

        public bool IsRemote => true;

        public ValueTask<CatalogBytes?> ReadAsync(CatalogContent? last, bool isAskedFor, CancellationToken cancellationToken) =>
            new(Read(last));
    }

    private sealed class Owner : ICatalogFeedOwner
    {
        public CatalogFeed? Feed { get; set; }

        public List<CatalogContent> Contents { get; } = [];

        public List<CatalogException> Failures { get; } = [];

        public List<string> Outcomes { get; } = [];

        public ModelCatalog Below(CatalogFeed feed) => ModelCatalog.From();

        public void Put(CatalogFeed feed, CatalogContent content)
        {
            Contents.Add(content);
            feed.Content = content;
        }

        public void OnFailed(CatalogFeed feed, CatalogException failure) => Failures.Add(failure);

        public void OnChecked(string outcome) => Outcomes.Add(outcome);
    }
}
