using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Routing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline;

/// <summary>
/// A gateway whose stages a test calls one by one: deployments <c>a</c>, <c>b</c> and <c>c</c> behind the route <c>chat</c>.
/// </summary>
internal sealed class PipelineHarness : IDisposable
{
    private readonly ServiceProvider _services;

    public PipelineHarness(
        Action<IModelGatewayBuilder>? configure = null,
        Action<string, HarnessModel>? deployment = null,
        Action<GatewayRouteBuilder>? route = null,
        string[]? names = null)
    {
        names ??= ["a", "b", "c"];
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddModelGateway(gateway =>
        {
            foreach (string name in names)
            {
                HarnessModel model = new();
                deployment?.Invoke(name, model);
                gateway.AddDeployment(name, new ScriptedChatClient(), configure: options => options.Model = model.ToModelInfo(name));
            }

            gateway.AddRoute("chat", added =>
            {
                added.To(names);
                route?.Invoke(added);
            });
            gateway.AddReceiptObserver(Receipts).UseLedger(Ledger);
            configure?.Invoke(gateway);
        });
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<IChatClient>();
        Runtime = _services.GetRequiredKeyedService<GatewayRuntime>("");
        Pipeline = new GatewayPipeline(Runtime);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ReceiptLog Receipts { get; } = new();

    public InMemoryLedger Ledger { get; } = new();

    public IChatClient Client { get; }

    public GatewayRuntime Runtime { get; }

    public GatewayPipeline Pipeline { get; }

    public Deployment Deployment(string name) => Client.GetService<Deployment>(name)!;

    /// <summary>A request that is resolved, and not closed.</summary>
    public GatewayRequest Open(StubOperation operation, CancellationToken cancellationToken = default)
    {
        GatewayRequest request = GatewayRequest.Open(Runtime, operation, cancellationToken);
        request.ResolveRequirements();
        return request;
    }

    public static RoutePlan Plan(GatewayRequest request)
    {
        RequestNeeds needs = request.Operation.Needs(request.Route);
        Candidates candidates = new Negotiator(request, in needs).Negotiate();
        return new Router(request.Route, request.Scope, request.Operation.Streaming, request.Draw()).Plan(candidates);
    }

    /// <summary>Admits a request to the first candidate that has room, which is to be there.</summary>
    public static AdmissionGrant Admit(GatewayRequest request, RoutePlan plan)
    {
        Admission admission = new(request, plan, waiter: null);
        Assert.True(admission.TryAdmit(out AdmissionGrant grant));
        return grant;
    }

    /// <summary>A request with an attempt on its first candidate.</summary>
    public Attempt Begin(StubOperation? operation = null, CancellationToken cancellationToken = default)
    {
        GatewayRequest request = Open(operation ?? new StubOperation(), cancellationToken);
        using RoutePlan plan = Plan(request);
        return new Attempt(request, Admit(request, plan));
    }

    public void Dispose() => _services.Dispose();
}
