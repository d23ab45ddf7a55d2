using System.Globalization;

namespace ModelGateway;

/// <summary>A deployment's model has come a stage further on its way out.</summary>
public sealed class ModelRetiringEventArgs : EventArgs
{
    internal ModelRetiringEventArgs(Deployment deployment, RetirementStage stage)
    {
        Deployment = deployment.Name;
        Model = deployment.Model.CatalogId ?? deployment.Model.Id;
        Stage = stage;
        Sunset = deployment.Model.Lifecycle?.Sunset;
        Successor = deployment.Model.Lifecycle?.Successor;
    }

    /// <summary>The deployment's name.</summary>
    public string Deployment { get; }

    /// <summary>The catalog's name of the model; the provider's where the catalog does not know it.</summary>
    public string Model { get; }

    /// <summary>The stage.</summary>
    public RetirementStage Stage { get; }

    /// <summary>The day from which it no longer answers; null where none is known.</summary>
    public DateOnly? Sunset { get; }

    /// <summary>The model, at the same provider, that takes its place; null where none is known.</summary>
    public string? Successor { get; }

    /// <summary>One line for a log or a console.</summary>
    /// <returns>E.g. <c>openai/gpt-4 is drained, as it retires on 2026-06-06; its successor is gpt-4o</c>.</returns>
    public override string ToString()
    {
        string day = Sunset?.ToString("O", CultureInfo.InvariantCulture) ?? "";
        string stage = Stage switch
        {
            RetirementStage.Retired => $"retired on {day}",
            RetirementStage.Draining => $"is drained, as it retires on {day}",
            _ => Sunset is null ? "is deprecated" : $"is deprecated and retires on {day}",
        };
        return $"{Deployment} {stage}{(Successor is null ? "" : $"; its successor is {Successor}")}";
    }
}
