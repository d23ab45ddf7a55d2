using System.Text;
using ModelGateway.Catalog;

namespace ModelGateway.Tests.Catalog;

/// <summary>Catalog files for tests.</summary>
internal static class CatalogSamples
{
    /// <summary>A file with every field.</summary>
    public const string Whole = """
        {
          "$schema": "../catalog.schema.json",
          "provider": "acme",
          "name": "Acme",
          "types": ["Acme"],
          "hosts": ["api.acme.example"],
          "updated": "2026-11-22",
          "sources": ["https://acme.example/models"],
          "relays": { "other": "other-inc" },
          "includes": ["weights"],
          "defaults": { "can": ["streaming", "seed"], "regions": ["us"], "retentionDays": 30, "tokenizer": "o200k" },
          "models": {
            "big-1": {
              "name": "Big “1” <x>", "aliases": ["big-1-2026-01-01", "BIG-latest"], "kind": "chat",
              "can": ["tools", "image-input"], "cannot": ["seed"],
              "context": 200000, "maxInput": 190000, "maxOutput": 64000, "tokenizer": "claude",
              "released": "2026-01-01", "deprecated": "2026-12-01", "sunset": "2027-01-01", "successor": "big-2",
              "regions": ["us", "eu"], "retentionDays": 0,
              "prices": [
                { "rates": { "input": 3, "output": 15.00, "cacheWrite1Hour": 6, "webSearch": 10 },
                  "tiers": [ { "above": 200000, "rates": { "input": 6, "output": 22.5 } } ] },
                { "serviceTier": "batch", "rates": { "input": 1.5 } },
                { "from": "2026-09-01", "until": "2026-10-01T12:30:00+02:00", "rates": { "input": 2 } },
                { "window": { "from": "16:30", "to": "00:30", "days": ["monday", "sunday"] }, "rates": { "input": 0.1 } }
              ],
              "multipliers": { "region:us": 1.1, "speed:fast": 2 }
            },
            "big-2": { "context": 1000000 },
            "embed-1": { "kind": "embedding", "dimensions": 1536, "embeddingSpace": "acme-space" },
            "picture-1": { "kind": "other" }
          }
        }
        """;

    public static CatalogFile Parse(string json, ModelCatalog? below = null) =>
        CatalogFile.Parse(Encoding.UTF8.GetBytes(json), "acme.json", below);

    public static ModelCatalog Catalog(params string[] files) => ModelCatalog.From(files.Select(file => Parse(file)));

    /// <summary>A file with these models.</summary>
    public static string With(string models) => """{"provider":"a","models":{""" + models + "}}";

    /// <summary>Asserts that a file is rejected, with an error that names the place and the problem.</summary>
    public static void AssertFault(string json, string? model, string? field, string problem)
    {
        CatalogException exception = Assert.Throws<CatalogException>(() => Parse(json));

        Assert.Equal(("acme.json", model, field), (exception.File, exception.Model, exception.Field));
        Assert.Contains(problem, exception.Problem, StringComparison.Ordinal);
        Assert.Contains("acme.json", exception.Message, StringComparison.Ordinal);
        Assert.Contains(exception.Problem, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Configures a gateway with these files as its only catalog.</summary>
    public static void Use(IModelGatewayBuilder gateway, params string[] files)
    {
        string folder = Directory.CreateTempSubdirectory("catalog").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        gateway.Configure(static options => options.Catalog.UseEmbedded = false);
        for (int i = 0; i < files.Length; i++)
        {
            string path = Path.Combine(folder, $"{i}.json");
            File.WriteAllText(path, files[i]);
            gateway.AddCatalog(path);
        }
    }
}
