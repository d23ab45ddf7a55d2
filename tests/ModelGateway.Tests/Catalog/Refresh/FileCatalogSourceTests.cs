using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog.Refresh;

/// <summary>Catalogs in files are read when the gateway is built, and checked while it runs.</summary>
public sealed class FileCatalogSourceTests : IDisposable
{
    private readonly CatalogGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void File_TakesEffectAtTheStartAndAfterAChange()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path()));
        Assert.Equal(1_000, _gateway.Context());
        Deployment before = _gateway.Client.GetService<Deployment>("acme/m")!;

        _gateway.Write(CatalogGateway.Acme(2_000, models: "m,n"));
        _gateway.Look();

        Assert.Equal(2_000, _gateway.Context());
        Assert.Equal(["changed: 1 added, 1 changed"], _gateway.Events);
        Assert.Same(before.Health, _gateway.Client.GetService<Deployment>("acme/m")!.Health);
        Assert.Contains(
            _gateway.Log.All,
            line => line.StartsWith("Information: Gateway '': the catalog changed: 1 added, 1 changed.", StringComparison.Ordinal));
    }

    [Fact]
    public void File_IsReadAgainWhenItOrALinkToItIsReplaced()
    {
        Directory.CreateDirectory(_gateway.Path("v1"));
        Directory.CreateDirectory(_gateway.Path("v2"));
        _gateway.Write(CatalogGateway.Acme(1_000), "v1/models.json");
        _gateway.Write(CatalogGateway.Acme(2_000), "v2/models.json");
        _gateway.Write(CatalogGateway.Acme(3_000), "next.json");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links need a privilege there.");
        }

        Directory.CreateSymbolicLink(_gateway.Path("current"), _gateway.Path("v1"));
        _gateway.Start(g => g.AddCatalog(_gateway.Path("current/models.json")));
        Assert.Equal(1_000, _gateway.Context());

        Directory.Delete(_gateway.Path("current"));
        Directory.CreateSymbolicLink(_gateway.Path("current"), _gateway.Path("v2"));
        _gateway.Look();
        Assert.Equal(2_000, _gateway.Context());

        File.Move(_gateway.Path("next.json"), _gateway.Path("v2/models.json"), overwrite: true);
        _gateway.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(3_000, _gateway.Context());
    }

    [Fact]
    public void InvalidContent_IsRejectedWholeAndReportedOnce()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path()));

        _gateway.Write(CatalogGateway.Acme(2_000, ""","maxOutput":-1""", "m,n"));
        _gateway.Look();
        _gateway.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(1_000, _gateway.Context());
        Assert.StartsWith("failed: models.json: ", Assert.Single(_gateway.Events), StringComparison.Ordinal);
        Assert.Single(
            _gateway.Log.All,
            line => line.StartsWith("Warning", StringComparison.Ordinal)
                && line.Contains("last good content stays", StringComparison.Ordinal));
        Assert.NotNull(_gateway.Catalog.Sources[0].Failure);

        _gateway.Write(CatalogGateway.Acme(3_000));
        _gateway.Look();
        Assert.Equal(3_000, _gateway.Context());
        Assert.Equal("changed: 1 changed", _gateway.Events[^1]);
        Assert.Null(_gateway.Catalog.Sources[0].Failure);
    }

    [Fact]
    public void File_IsNotReadWhileItIsBeingWritten()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path()));
        _gateway.Look();
        string whole = CatalogGateway.Acme(2_000);

        for (int length = 10; length < whole.Length; length += 10)
        {
            _gateway.Write(whole[..length]);
            _gateway.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Empty(_gateway.Events);
        _gateway.Write(whole);
        _gateway.Look();
        Assert.Equal(["changed: 1 changed"], _gateway.Events);
    }

    [Fact]
    public void File_IsReadAgainSoonAfterAChangeDespiteTheSameTimeAndLength()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path()));
        _gateway.Write(CatalogGateway.Acme(2_000));
        _gateway.Look();
        DateTime written = File.GetLastWriteTimeUtc(_gateway.Path());

        _gateway.Write(CatalogGateway.Acme(3_000));
        File.SetLastWriteTimeUtc(_gateway.Path(), written);
        _gateway.Look();

        Assert.Equal(3_000, _gateway.Context());
    }

    [Fact]
    public void MissingFile_KeepsTheLastContentAndIsReportedOnce()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path()));

        File.Delete(_gateway.Path());
        _gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["failed: models.json: is not there"], _gateway.Events);
        Assert.Equal(1_000, _gateway.Context());

        _gateway.Write(CatalogGateway.Acme(2_000));
        _gateway.Look();
        Assert.Equal(2_000, _gateway.Context());
    }

    [Fact]
    public void MissingFile_FailsTheStart()
    {
        GatewayConfigurationException exception =
            Assert.Throws<GatewayConfigurationException>(() => _gateway.Start(g => g.AddCatalog(_gateway.Path("nowhere.json"))));

        Assert.Contains("Catalog:Sources:0:Location", exception.Message, StringComparison.Ordinal);
        Assert.Contains("there is no file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InvalidFileAtTheStart_IsReportedAndTheOthersAreUsed()
    {
        _gateway.Write("{ no json");
        _gateway.Write(CatalogGateway.Acme(1_000), "good.json");
        _gateway.Start(g => g.AddCatalog(_gateway.Path()).AddCatalog(_gateway.Path("good.json")));

        Assert.StartsWith("failed: models.json: ", Assert.Single(_gateway.Events), StringComparison.Ordinal);
        Assert.Equal(1_000, _gateway.Context());
        Assert.Contains(_gateway.Log.All, line => line.Contains("it is left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Sources_OverrideEachOtherAndConfigurationOverridesAll()
    {
        _gateway.Write(CatalogGateway.Acme(1_000, ""","maxOutput":10"""), "a.json");
        _gateway.Write(CatalogGateway.Acme(2_000, models: "m,n"), "b.json");
        _gateway.Start(g => g.AddCatalog(_gateway.Path("a.json")).AddCatalog(_gateway.Path("b.json"))
            .Configure(options => options.Providers["acme"].Models.Add(new ModelInfo { Id = "n", ContextWindow = 7 })));

        ModelInfo model = _gateway.Client.GetService<Deployment>("acme/m")!.Model;
        Assert.Equal((2_000, 10), (model.ContextWindow, model.MaxOutputTokens));
        Assert.Equal(7, _gateway.Context("n"));

        _gateway.Write(CatalogGateway.Acme(5_000, ""","maxOutput":20"""), "a.json");
        _gateway.Look();
        model = _gateway.Client.GetService<Deployment>("acme/m")!.Model;
        Assert.Equal((2_000, 20), (model.ContextWindow, model.MaxOutputTokens));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EmbeddedCatalog_CanBeLeftOut(bool useEmbedded)
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path()).Configure(options => options.Catalog.UseEmbedded = useEmbedded));

        Assert.Equal(useEmbedded, _gateway.Catalog.Current.Providers.Contains("openai"));
        Assert.Contains("acme", _gateway.Catalog.Current.Providers);
    }

    [Fact]
    public void OtherFormats_AreDetectedAndOverrideTheEmbeddedCatalog()
    {
        _gateway.Write("""{"brand-new":{"litellm_provider":"openai","mode":"chat","max_input_tokens":4321,"input_cost_per_token":1e-6,"output_cost_per_token":2e-6}}""");
        _gateway.Start(g => g.AddCatalog(_gateway.Path()));

        Assert.NotNull(_gateway.Catalog.Current.Find("openai", "brand-new")?.Pricing);
        Assert.NotNull(_gateway.Catalog.Current.Find("openai", "gpt-4o"));
    }

    [Fact]
    public void Refresh_ReturnsTheDifferencesOrThrows()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path(), source => source.RefreshEvery = Timeout.InfiniteTimeSpan));
        DateTimeOffset? first = _gateway.Catalog.LastRefreshed;
        Assert.True(_gateway.Refresh().IsEmpty);

        _gateway.Time.Advance(TimeSpan.FromHours(1));
        _gateway.Write(CatalogGateway.Acme(2_000));
        Assert.Equal("1 changed", _gateway.Refresh().ToString());
        Assert.Equal(2_000, _gateway.Context());
        Assert.Equal(first + TimeSpan.FromHours(1), _gateway.Catalog.LastRefreshed);
        Assert.Same(_gateway.Catalog.Current, _gateway.Client.GetService<ModelCatalog>());

        _gateway.Write("[");
        CatalogException refused = Assert.Throws<CatalogException>(() => _gateway.Refresh());
        Assert.Equal(_gateway.Path(), refused.File);
        Assert.Equal(2_000, _gateway.Context());
    }

    [Fact]
    public void Disposed_ChecksNoFileAndRejectsARefresh()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        _gateway.Start(g => g.AddCatalog(_gateway.Path()));
        GatewayCatalog catalog = _gateway.Catalog;
        _gateway.Client.Dispose();

        _gateway.Write("{");
        _gateway.Time.RunUntilIdle();

        Assert.Empty(_gateway.Events);
        Assert.Throws<ObjectDisposedException>(() => _gateway.Time.Run(() => catalog.RefreshAsync()));
    }

    [Fact]
    public void NewLifecycle_DrainsTheModelWithoutARestart()
    {
        _gateway.Write(CatalogGateway.Acme(1_000));
        List<RetiringModel> retiring = [];
        _gateway.Start(g => g.AddCatalog(_gateway.Path()).Configure(options => options.Routes["chat"].UseSuccessors = true));
        _gateway.Client.GetService<GatewayEvents>()!.ModelRetiring += (_, args) => retiring.Add(args);

        _gateway.Write("""{"provider":"acme","hosts":["acme.example"],"models":{"m":{"sunset":"2025-12-31","successor":"n"},"n":{}}}""");
        _gateway.Look();

        Assert.Equal("acme/m retired on 2025-12-31; its successor is n", Assert.Single(retiring).ToString());
        Assert.Equal("changed: 1 added, 1 deprecated, 1 changed", _gateway.Events[^1]);
        RouteExplanation? explanation = null;
        _gateway.Time.Run(async () => explanation = await _gateway.Client.ExplainAsync("hi", new ChatOptions { ModelId = "chat" }));
        Assert.Equal(["acme/n", "acme/m"], explanation!.Candidates.Select(candidate => candidate.Deployment));
    }
}
