using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Scheduling;
using ModelGateway.Tests.Simulation;

namespace ModelGateway.Tests.Support;

/// <summary>
/// A gateway on virtual time from 2026-01-01. Its providers <c>p</c> and <c>q</c> answer for every model.
/// </summary>
internal sealed class RetiringGateway : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly StubHandler _http;

    public RetiringGateway(Action<IModelGatewayBuilder> configure, params ModelInfo[] models)
    {
        _http = new StubHandler(static async (request, token) =>
        {
            string body = await request.Content!.ReadAsStringAsync(token);
            using JsonDocument document = JsonDocument.Parse(body);
            string model = document.RootElement.GetProperty("model").GetString()!;
            return request.RequestUri!.AbsolutePath.EndsWith("/embeddings", StringComparison.Ordinal)
                ? StubHandler.Json(HttpStatusCode.OK, """{"data":[{"index":0,"embedding":[1,2]}],"usage":{"prompt_tokens":1,"total_tokens":1}}""")
                : StubHandler.Json(HttpStatusCode.OK, $$$"""
                {"id":"c1","object":"chat.completion","created":1,"model":"{{{model}}}","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"{{{model}}}"}}],"usage":{"prompt_tokens":1000,"completion_tokens":1000,"total_tokens":2000}}
                """);
        });
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(Log));
        services.AddSingleton<GatewayScheduler>(new VirtualScheduler(Time));
        services.AddSingleton<TimeProvider>(Time);
        services.AddModelGateway(gateway =>
        {
            gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => _http);
            foreach (string name in (string[])["p", "q"])
            {
                gateway.AddProvider(name, "OpenAICompatible", provider =>
                {
                    provider.Endpoint = new Uri($"https://{name}.example/v1/");
                    provider.Keys.Add("k");
                    if (name == "p")
                    {
                        foreach (ModelInfo model in models)
                        {
                            provider.Models.Add(model);
                        }
                    }
                });
            }

            configure(gateway);
        });
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<GatewayEvents>().ModelRetiring += (_, retiring) => Events.Add(retiring);
        Client = _services.GetRequiredService<IChatClient>();
    }

    public VirtualTime Time { get; } = new(11);

    public LogLines Log { get; } = new();

    public List<RetiringModel> Events { get; } = [];

    public IChatClient Client { get; }

    /// <summary>A model that retires, by default on 2026-01-31.</summary>
    public static ModelInfo Going(string id, string? successor = null, string sunset = "2026-01-31") =>
        new() { Id = id, Lifecycle = new ModelLifecycle { Sunset = DateOnly.Parse(sunset, null), Successor = successor } };

    public void GoTo(string instant) => Time.AdvanceTo(DateTimeOffset.Parse(
        instant, null, System.Globalization.DateTimeStyles.AssumeUniversal) - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public GatewayReceipt Ask(string model = "chat") => Ask(new ChatOptions { ModelId = model, MaxOutputTokens = 100 });

    public GatewayReceipt Ask(ChatOptions options)
    {
        GatewayReceipt? receipt = null;
        Time.Run(async () => receipt = (await Client.GetResponseAsync("hi", options)).GetReceipt());
        return receipt!;
    }

    /// <summary>How many of some requests each deployment answers.</summary>
    public Dictionary<string, int> Shares(int requests) =>
        Enumerable.Range(0, requests).Select(_ => Ask().Deployment!).GroupBy(static name => name)
            .ToDictionary(static group => group.Key, static group => group.Count());

    public void Dispose()
    {
        _services.Dispose();
        _http.Dispose();
        Log.Dispose();
    }
}
