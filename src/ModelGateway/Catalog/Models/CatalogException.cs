using ModelGateway.Catalog.Models;

namespace ModelGateway;

/// <summary>
/// A catalog is invalid, and was rejected whole. The message names the file, the model, the field and the problem.
/// </summary>
public sealed class CatalogException : Exception
{
    internal CatalogException(string file, string? model, string? field, string problem, Exception? innerException = null)
        : base(Describe(file, model, field, problem), innerException)
    {
        File = file;
        Model = model;
        Field = field;
        Problem = problem;
    }

    /// <summary>The catalog: a file name or an address.</summary>
    public string File { get; }

    /// <summary>The model with the problem; null where it concerns the whole file.</summary>
    public string? Model { get; }

    /// <summary>The path of the field, e.g. <c>prices[0].rates.input</c>; null where the problem concerns no field.</summary>
    public string? Field { get; }

    /// <summary>The problem, e.g. <c>is -3: it must be from 0 to 100000</c>.</summary>
    public string Problem { get; }

    // Names in an untrusted file are shortened, and shown without characters that a log or a terminal would interpret.
    private static string Describe(string file, string? model, string? field, string problem)
    {
        string ofModel = model is null ? "" : $", model '{CatalogText.Show(model)}'";
        string ofField = field is null ? "" : $", {CatalogText.Show(field)}";
        return $"Catalog '{CatalogText.Show(file)}'{ofModel}{ofField}: {problem}";
    }
}
