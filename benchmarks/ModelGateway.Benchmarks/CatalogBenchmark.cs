using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ModelGateway.Benchmarks.Support;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Json;

namespace ModelGateway.Benchmarks;

/// <summary>
/// From the embedded catalog's bytes to a model, against the same bytes parsed as JSON. The baseline's document keeps arrays of its own
/// rather than pooled ones, so that its bytes are those that it holds.
/// </summary>
[MemoryDiagnoser]
public class CatalogBenchmark
{
    private (string Provider, string Model, ReadOnlyMemory<byte> Bytes)[] _files = [];
    private ModelCatalog _warm = ModelCatalog.Embedded;

    /// <summary>The largest file, or all of them.</summary>
    [ParamsAllValues]
    public CatalogScope Scope { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        IEnumerable<(string, string, ReadOnlyMemory<byte>)> files =
            from provider in EmbeddedFiles.Names
            let bytes = EmbeddedFiles.Open(provider)
            let models = CatalogFile.Parse(bytes, provider, ModelCatalog.Embedded).Models
            where models.Count > 0
            orderby bytes.Length descending
            select (provider, models[models.Count / 2].Id, bytes);
        _files = [.. files.Take(Scope == CatalogScope.LargestFile ? 1 : int.MaxValue)];
        _warm = new ModelCatalog(EmbeddedFiles.Providers);
        if (FindFirst() != _files.Length || FindAgain() != _files.Length || JsonDocument() != _files.Length)
        {
            throw new InvalidOperationException("Not every model was found.");
        }
    }

    /// <summary>Parses each file and takes one model's object out of it.</summary>
    [Benchmark(Baseline = true)]
    public int JsonDocument()
    {
        int found = 0;
        foreach ((_, string model, ReadOnlyMemory<byte> bytes) in _files)
        {
            found += JsonElement.Parse(bytes.Span).GetProperty("models").GetProperty(model).ValueKind == JsonValueKind.Object ? 1 : 0;
        }

        return found;
    }

    /// <summary>Opens each file, indexes it and reads one model: what the first look-up costs.</summary>
    [Benchmark]
    public int FindFirst()
    {
        int found = 0;
        foreach ((_, string model, ReadOnlyMemory<byte> bytes) in _files)
        {
            found += new LazyProvider(() => bytes).Find(model) is not null ? 1 : 0;
        }

        return found;
    }

    /// <summary>Reads what each file says of its provider: what it costs to know which file is meant.</summary>
    [Benchmark]
    public int ReadHeaders()
    {
        int found = 0;
        foreach ((_, _, ReadOnlyMemory<byte> bytes) in _files)
        {
            found += new LazyProvider(() => bytes).Header.Types.Count;
        }

        return found;
    }

    /// <summary>Finds a model that was asked for before.</summary>
    [Benchmark]
    public int FindAgain()
    {
        int found = 0;
        foreach ((string provider, string model, _) in _files)
        {
            found += _warm.Find(provider, model) is not null ? 1 : 0;
        }

        return found;
    }

    /// <summary>Parses and checks each file whole, as those that come from outside.</summary>
    [Benchmark]
    public int ParseWhole()
    {
        int found = 0;
        foreach ((string provider, _, ReadOnlyMemory<byte> bytes) in _files)
        {
            found += CatalogFile.Parse(bytes, provider, _warm).Models.Count;
        }

        return found;
    }
}
