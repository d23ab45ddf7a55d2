using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Scheduling;
using ModelGateway.Tests.Simulation;

namespace ModelGateway.Tests.Support;

/// <summary>
/// A gateway on virtual time, whose catalog comes from files of a folder of its own and from <c>https://catalog.example</c>. What happens
/// to it is kept as lines.
/// </summary>
internal sealed class CatalogGateway : IDisposable
{
    private ServiceProvider? _services;

    public CatalogGateway()
    {
        Folder = Directory.CreateTempSubdirectory("catalog").FullName;
        Http = new StubHandler((request, token) => Answer(request, token));
    }

    public string Folder { get; }

    public VirtualTime Time { get; } = new(3);

    public LogLines Log { get; } = new();

    public List<string> Events { get; } = [];

    public StubHandler Http { get; }

    /// <summary>What <c>https://catalog.example</c> answers.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = static (_, _) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));

    public IServiceProvider Services => _services!;

    public IChatClient Client => _services!.GetRequiredService<IChatClient>();

    public GatewayCatalog Catalog => _services!.GetRequiredService<GatewayCatalog>();

    public string Path(string name = "models.json") => System.IO.Path.Combine(Folder, name);

    /// <summary>A catalog of the provider <c>acme</c>, with models of a given context window.</summary>
    public static string Acme(int context, string more = "", string models = "m") =>
        """{"provider":"acme","hosts":["acme.example"],"models":{"""
        + string.Join(',', models.Split(',').Select(model => $"\"{model}\":{{\"context\":{context}{more}}}")) + "}}";

    public void Write(string content, string name = "models.json") => File.WriteAllText(Path(name), content);

    public int? Context(string model = "m") => Client.GetService<Deployment>($"acme/{model}")!.Model.ContextWindow;

    public CatalogGateway Start(Action<IModelGatewayBuilder> configure)
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(Log));
        services.AddSingleton<GatewayScheduler>(new VirtualScheduler(Time));
        services.AddSingleton<TimeProvider>(Time);
        services.AddModelGateway(gateway =>
        {
            gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => Http);
            gateway.AddProvider("acme", "OpenAICompatible", provider => provider.Endpoint = new Uri("https://api.acme.example/v1/"));
            gateway.AddRoute("chat", route => route.To("acme/m"));
            configure(gateway);
        });
        _services = services.BuildServiceProvider();
        GatewayEvents events = _services.GetRequiredService<GatewayEvents>();
        events.CatalogChanged += (_, changed) => Events.Add($"changed: {changed}");
        events.CatalogRefreshFailed += (_, failed) =>
        {
            string source = failed.File.Replace(Folder + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
            Events.Add($"failed: {source}: {failed.Problem}");
        };
        events.ConfigurationReloaded += (_, _) => Events.Add("reloaded");
        events.ConfigurationReloadFailed += (_, failed) => Events.Add($"reload failed: {failed.Message}");
        _ = Client;
        return this;
    }

    /// <summary>Lets the gateway look at its files as often as it takes to see a change.</summary>
    public void Look() => Time.Advance(TimeSpan.FromSeconds(11));

    public CatalogDiff Refresh()
    {
        CatalogDiff? diff = null;
        Time.Run(async () => diff = await Catalog.RefreshAsync());
        return diff!;
    }

    public void Dispose()
    {
        _services?.Dispose();
        Http.Dispose();
        Log.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
