using Microsoft.Extensions.Logging;
using ModelGateway.Catalog.Refresh;
using ModelGateway.Configuration;
using ModelGateway.Diagnostics;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

public sealed class GatewayNotifierTests : IDisposable
{
    private readonly LogLines _log = new();
    private readonly GatewayTelemetry _telemetry = new(null);
    private readonly GatewayEvents _events = new();
    private readonly ILoggerFactory _loggers;
    private readonly GatewayNotifier _notifier;

    public GatewayNotifierTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        _notifier = new GatewayNotifier("g", _events, _telemetry, _loggers.CreateLogger("test"));
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _telemetry.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void OnCatalogChanged_RaisesTheDifference_AndNothingWhereThereIsNone()
    {
        int raised = 0;
        _events.CatalogChanged += (sender, _) =>
        {
            Assert.Same(this, sender);
            raised++;
        };

        _notifier.OnCatalogChanged(this, ModelCatalog.Embedded, ModelCatalog.Embedded);
        Assert.Equal((0, 0), (raised, _log.All.Count));
        _notifier.OnCatalogChanged(this, ModelCatalog.Embedded, new CatalogLayers(useEmbedded: false, []).Catalog);

        Assert.Equal((1, 1), (raised, _log.All.Count));
    }

    [Fact]
    public void OnReloadFailed_LogsAndRaises_AndLogsAHandlersException()
    {
        _events.ConfigurationReloadFailed += static (_, _) => throw new FormatException("handler");

        _notifier.OnReloadFailed(this, new InvalidOperationException("cause"));

        Assert.Equal(2, _log.All.Count);
        Assert.Contains(_log.All, static line => line.Contains("handler", StringComparison.Ordinal));
    }
}
