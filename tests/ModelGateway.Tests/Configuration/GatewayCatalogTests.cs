using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

public sealed class GatewayCatalogTests : IDisposable
{
    private readonly CatalogGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void RefreshAsync_ReturnsTheDifference_AndPutsItIntoEffect()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(gateway => gateway.AddCatalog(_gateway.Path()));
        _gateway.Write(CatalogGateway.Acme(2_000, models: "m,n"));

        CatalogDiff diff = _gateway.Refresh();

        Assert.Equal("n", Assert.Single(diff.Added).Model);
        Assert.Equal(2_000, _gateway.Context());
        Assert.Equal(_gateway.Catalog.Sources[0].ReadAt, _gateway.Catalog.LastRefreshed);
    }

    [Fact]
    public void RefreshAsync_ThrowsTheFirstFailure_AndKeepsTheLastGoodContent()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(gateway => gateway.AddCatalog(_gateway.Path()));
        _gateway.Write("{");

        CatalogException exception = Assert.Throws<CatalogException>(() => _gateway.Refresh());

        Assert.EndsWith("models.json", exception.File, StringComparison.Ordinal);
        Assert.Equal(1_000, _gateway.Context());
        Assert.NotNull(_gateway.Catalog.Sources[0].Failure);
    }

    [Fact]
    public async Task RefreshAsync_IsCancelledBeforeItBegins()
    {
        _gateway.Start(static _ => { });
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gateway.Catalog.RefreshAsync(cancelled.Token));
    }
}
