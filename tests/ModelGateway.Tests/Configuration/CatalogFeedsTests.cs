using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>The configured sources of the catalog, and changes of the configuration and of the sources at the same time.</summary>
public sealed class CatalogFeedsTests : IDisposable
{
    private readonly CatalogGateway _gateway = new();
    private readonly IConfigurationRoot _root = new ConfigurationBuilder().AddInMemoryCollection([new("QueueLimit", "1")]).Build();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Prepare_ReadsTheSourcesOfTheConfiguration()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Write(CatalogGateway.Acme(2_000), "b.json");
        _root["Catalog:UseEmbedded"] = "false";
        _root["Catalog:DrainBefore"] = "7d";
        _root["Catalog:Sources:0"] = _gateway.Path();
        _root["Catalog:Sources:1:Location"] = _gateway.Path("b.json");
        _root["Catalog:Sources:1:Format"] = "modelgateway";
        _root["Catalog:Sources:1:RefreshEvery"] = "30s";
        _root["Catalog:Sources:2:Location"] = "https://catalog.example/x";
        _root["Catalog:Sources:2:Headers:X-Team"] = "search";
        _root["Routes:chat:UseSuccessors"] = "true";
        _root["Providers:acme:Models:0:Id"] = "m";
        _root["Providers:acme:Models:0:Lifecycle:Sunset"] = "2026-06-30";
        _root["Providers:acme:Models:0:Lifecycle:Successor"] = "n";
        ModelGatewayOptions? options = null;
        _gateway.Start(g => g.AddConfiguration(_root).Configure(read => options = read));

        Assert.False(options!.Catalog.UseEmbedded);
        Assert.Equal(TimeSpan.FromDays(7), options.Catalog.DrainBefore);
        Assert.True(options.Routes["chat"].UseSuccessors);
        Assert.Equal([null, CatalogFormat.ModelGateway, null], options.Catalog.Sources.Select(source => source.Format));
        Assert.Equal([null, TimeSpan.FromSeconds(30), null], options.Catalog.Sources.Select(source => source.RefreshEvery));
        Assert.Equal(2_000, _gateway.Context());
        Assert.Equal(new ModelLifecycle { Sunset = new DateOnly(2026, 6, 30), Successor = "n" },
            options.Providers["acme"].Models[0].Lifecycle);
    }

    [Theory]
    [InlineData("Catalog:Sources:0:Location", "ftp://x.example",
        "Catalog:Sources:0:Location is 'ftp://x.example'. Set it to an http or https address, or to the path of a file.")]
    [InlineData("Catalog:Sources:0:Format", "LiteLLM", "Catalog:Sources:0:Location is ''.")]
    [InlineData("Catalog:Sources:0", "https://a.example/?k=secret|https://a.example/?k=secret", "Catalog:Sources:1:Location is 'https://a.example/' like another source's.")]
    [InlineData("Catalog:Sources:0:RefreshEvery", "0s", "Catalog:Sources:0:RefreshEvery is 00:00:00.")]
    [InlineData("Catalog:Sources:0:RefreshEvery", "soon", "Catalog:Sources:0:RefreshEvery is 'soon'.")]
    [InlineData("Catalog:Sources:0:Format", "ModelList",
        "Catalog:Sources:0:Format is ModelList. Set it to one of ModelGateway, LiteLLM, OpenRouter, GenAiPrices, or leave it out.")]
    [InlineData("Catalog:Sources:0:Formt", "LiteLLM", "Catalog:Sources:0:Formt is not a setting. Did you mean")]
    [InlineData("Catalog:Sources:0:Headers:X-A", "env:NOT_SET_ANYWHERE",
        "Catalog:Sources:0:Headers:X-A ('env:NOT_SET_ANYWHERE') is empty where it points.")]
    [InlineData("Catalog:Sources:0:Headers:X A", "b", "Catalog:Sources:0:Headers:X A is no header of a request.")]
    [InlineData("Catalog:DrainBefore", "-1.00:00:00", "Catalog:DrainBefore is -1.00:00:00. Set it to a span from 0s to 3650d, or to none.")]
    [InlineData("Catalog:Source", "x", "Catalog:Source is not a setting. Did you mean")]
    [InlineData("Providers:acme:Models:0:Lifecycle:Sunset", "soon", "Lifecycle:Sunset is 'soon'. Set it to a day such as 2026-06-30.")]
    [InlineData("Providers:acme:Models:0:Lifecycle:Successor", "m", "Lifecycle:Successor is the model itself.")]
    [InlineData("Providers:acme:Models:0:Lifecycle:Released", "2026-07-01",
        "Lifecycle:Sunset is 2026-06-30, before the model was released or deprecated.")]
    public void WrongSettings_AreNamedWithTheFix(string setting, string value, string fault)
    {
        string[] values = value.Split('|');
        for (int i = 0; i < values.Length; i++)
        {
            _root[values.Length == 1 ? setting : $"Catalog:Sources:{i}"] = values[i];
        }

        if (setting.StartsWith("Catalog:Sources:0:", StringComparison.Ordinal) && !fault.Contains("Location", StringComparison.Ordinal))
        {
            _root["Catalog:Sources:0:Location"] = "https://a.example/models.json";
        }

        if (setting.StartsWith("Providers", StringComparison.Ordinal))
        {
            _root["Providers:acme:Models:0:Id"] = "m";
            _root["Providers:acme:Models:0:Lifecycle:Sunset"] ??= "2026-06-30";
        }

        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(() =>
            _gateway.Start(g => g.AddConfiguration(_root)));
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_AddsAndRemovesSources_AndKeepsThoseThatStay()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Write(CatalogGateway.Acme(2_000), "b.json");
        _root["Catalog:Sources:0"] = _gateway.Path();
        _gateway.Start(g => g.AddConfiguration(_root));
        DateTimeOffset? read = _gateway.Catalog.Sources[0].ReadAt;

        _gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Change("Catalog:Sources:1", _gateway.Path("b.json"));
        Assert.Equal(2_000, _gateway.Context());
        Assert.Equal(read, _gateway.Catalog.Sources[0].ReadAt);
        Assert.Equal(["reloaded", "changed: 1 changed"], _gateway.Events);

        Change("Catalog:Sources:1", null);
        Assert.Equal(1_000, _gateway.Context());
        Change("Catalog:Sources:0", _gateway.Path("nowhere.json"));
        Assert.Equal(1_000, _gateway.Context());
        Assert.StartsWith("reload failed: ", _gateway.Events[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_OfConfigurationOrCatalogKeepTheNewestOfBoth()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path()).AddConfiguration(_root));

        Change("QueueLimit", "2");
        _gateway.Write(CatalogGateway.Acme(2_000));
        _gateway.Look();
        Change("QueueLimit", "3");

        Assert.Equal(2_000, _gateway.Context());
        Assert.Equal(3, Runtime(_gateway).Snapshots.Current.Options.QueueLimit);
        _gateway.Write(CatalogGateway.Acme(3_000));
        _gateway.Look();
        Assert.Equal(3_000, _gateway.Context());
        Assert.Equal(3, Runtime(_gateway).Snapshots.Current.Options.QueueLimit);
    }

    [Fact]
    public async Task Changes_OfBothAtOnceEndInTheNewestOfBoth()
    {
        for (int round = 1; round <= 30; round++)
        {
            using CatalogGateway gateway = new();
            IConfigurationRoot root = new ConfigurationBuilder().AddInMemoryCollection([new("QueueLimit", "1")]).Build();
            gateway.Write(CatalogGateway.Acme(1));
            gateway.Start(g => g.AddCatalog(gateway.Path(), source => source.RefreshEvery = Timeout.InfiniteTimeSpan)
                .AddConfiguration(root));
            GatewayCatalog catalog = gateway.Catalog;
            int last = round;
            await Task.WhenAll(
                Task.Run(async () =>
                {
                    for (int i = 1; i <= 5; i++)
                    {
                        gateway.Write(CatalogGateway.Acme(i + last));
                        await catalog.RefreshAsync();
                    }
                }),
                Task.Run(() =>
                {
                    for (int i = 1; i <= 5; i++)
                    {
                        root["QueueLimit"] = $"{i + last}";
                        root.Reload();
                    }
                })).Bounded();

            Assert.Equal(5 + round, gateway.Context());
            Assert.Equal(5 + round, Runtime(gateway).Snapshots.Current.Options.QueueLimit);
        }
    }

    [Fact]
    public void Prepare_SendsAChangedSecret_AndKeepsTheContent()
    {
        IConfigurationRoot secrets = new ConfigurationBuilder().AddInMemoryCollection([new("Token", "one")]).Build();
        _gateway.Answer = (_, _) => Task.FromResult(StubHandler.Json(System.Net.HttpStatusCode.OK, CatalogGateway.Acme(1_000)));
        _gateway.Start(g =>
        {
            g.Services.AddSingleton<IConfiguration>(secrets);
            g.AddCatalog("https://catalog.example/x", source => source.Headers["Authorization"] = "config:Token").AddConfiguration(_root);
        });
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Change("QueueLimit", "2");
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("Authorization: one", Assert.Single(_gateway.Http.Sent).Headers, StringComparison.Ordinal);

        secrets["Token"] = "two";
        Change("QueueLimit", "3");
        Assert.Equal(1_000, _gateway.Context());
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, _gateway.Http.Sent.Count);
        Assert.Contains("Authorization: two", _gateway.Http.Sent[1].Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CatalogFormat.ModelList)]
    [InlineData((CatalogFormat)99)]
    public void Prepare_RefusesAFormatThatNoSourceHas(CatalogFormat format)
    {
        _gateway.Write(CatalogGateway.Acme(1_000));

        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(
            () => _gateway.Start(g => g.AddCatalog(_gateway.Path(), source => source.Format = format)));

        Assert.Contains($"Catalog:Sources:0:Format is {format}. Set it to one of", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_ThatAreHeldUpDoNotBringBackOldModels()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path()).AddConfiguration(_root));
        _gateway.Services.GetRequiredService<GatewayEvents>().ConfigurationReloaded += (_, _) =>
        {
            _gateway.Write(CatalogGateway.Acme(2_000, ",\"sunset\":\"2020-01-01\""));
            Assert.True(_gateway.Catalog.RefreshAsync().IsCompletedSuccessfully);
        };

        Change("QueueLimit", "2");

        Assert.Equal(2_000, _gateway.Context());
        Assert.Equal("acme/m", Assert.Single(_gateway.Catalog.Retiring).Deployment);
    }

    [Fact]
    public void Sources_StayAsTheyAreWhileAChangeIsBuilt()
    {
        List<DateTimeOffset?> seen = [];
        _gateway.Write(CatalogGateway.Acme(1_000));
        bool isRunning = false;
        _gateway.Start(g =>
        {
            g.AddCatalog(_gateway.Path());
            g.HttpClient.ConfigureHttpClient(_ =>
            {
                if (isRunning)
                {
                    seen.Add(_gateway.Catalog.Sources[0].ReadAt);
                }
            });
        });
        DateTimeOffset? first = _gateway.Catalog.Sources[0].ReadAt;
        isRunning = true;
        _gateway.Write(CatalogGateway.Acme(2_000));
        _gateway.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2_000, _gateway.Context());
        Assert.Equal([first], seen);
        Assert.True(_gateway.Catalog.Sources[0].ReadAt > first);
    }

    [Fact]
    public void Names_ThatAnUnreadSourceMayKnowAreNoMistake()
    {
        _gateway.Start(g => g.AddCatalog("https://catalog.example/x").Configure(options => options.Providers["acme"].Models.Add(new ModelInfo { Id = "mine", CatalogId = "acme/m" })));
        Assert.Null(_gateway.Context("mine"));

        _gateway.Answer = (_, _) => Task.FromResult(StubHandler.Json(System.Net.HttpStatusCode.OK, CatalogGateway.Acme(1_000)));
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1_000, _gateway.Context("mine"));
    }

    private static GatewayRuntime Runtime(CatalogGateway gateway) => gateway.Services.GetRequiredKeyedService<GatewayRuntime>("");

    private void Change(string key, string? value)
    {
        _root[key] = value;
        _root.Reload();
    }
}
