using ModelGateway.Catalog.Models;

namespace ModelGateway;

/// <summary>
/// A catalog is wrong, and was refused whole: nothing of it is used. The message names the file, the model, the field and the problem.
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

    /// <summary>The catalog: a file's name, an address.</summary>
    public string File { get; }

    /// <summary>The model that the problem is in; null where it is the file itself.</summary>
    public string? Model { get; }

    /// <summary>The field, with those around it, e.g. <c>prices[0].rates.input</c>; null where it is no field's.</summary>
    public string? Field { get; }

    /// <summary>What is wrong, e.g. <c>is -3: it must be from 0 to 100000</c>.</summary>
    public string Problem { get; }

    // What a hostile file calls its things is shown, but neither at length nor with what a log or a terminal would obey.
    private static string Describe(string file, string? model, string? field, string problem) =>
        $"Catalog '{CatalogText.Show(file)}'{(model is null ? "" : $", model '{CatalogText.Show(model)}'")}{(field is null ? "" : $", {CatalogText.Show(field)}")}: {problem}";
}
