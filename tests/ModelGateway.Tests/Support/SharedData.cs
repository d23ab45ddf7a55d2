using System.IO.Compression;
using System.Text.Json;

namespace ModelGateway.Tests.Support;

/// <summary>
/// The data sets that the project tests with but does not hold: at <c>MODELGATEWAY_DATA</c>, else in <c>shared/data</c> beside the
/// checkout.
/// </summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    /// <summary>The path of a data file. If the data is absent, the test is skipped with a reason.</summary>
    public static string Require(string relativePath)
    {
        Assert.SkipWhen(Folder is null, "The shared data is absent: set MODELGATEWAY_DATA to its folder.");
        string path = Path.Combine(Folder!, relativePath);
        Assert.SkipUnless(File.Exists(path), $"The shared data lacks {relativePath}.");
        return path;
    }

    /// <summary>The recorded exchanges with one provider.</summary>
    public static IEnumerable<JsonElement> Exchanges(string provider)
    {
        using FileStream file = File.OpenRead(Require($"wire/{provider}.jsonl.gz"));
        using GZipStream unzipped = new(file, CompressionMode.Decompress);
        using StreamReader lines = new(unzipped);
        while (lines.ReadLine() is { } line)
        {
            yield return JsonElement.Parse(line);
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MODELGATEWAY_DATA") is { Length: > 0 } configured)
        {
            return Directory.Exists(configured) ? configured : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ModelGateway.sln")))
            {
                string beside = Path.Combine(folder.Parent?.FullName ?? "/", "shared", "data");
                return Directory.Exists(beside) ? beside : null;
            }
        }

        return null;
    }
}
