using System.Globalization;

namespace ModelGateway;

/// <summary>A configured deployment with a model that is deprecated, drained or retired.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Model">The catalog's name of the model; the provider's where the catalog does not know it.</param>
/// <param name="Stage">The stage of its retirement.</param>
/// <param name="Sunset">The day from which the model no longer answers; null where none is known.</param>
/// <param name="Successor">The model that takes its place at the same provider; null where none is known.</param>
public sealed record RetiringModel(string Deployment, string Model, RetirementStage Stage, DateOnly? Sunset, string? Successor)
{
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

    internal static RetiringModel From(Deployment deployment, RetirementStage stage) => new(
        deployment.Name,
        deployment.Model.CatalogId ?? deployment.Model.Id,
        stage,
        deployment.Model.Lifecycle?.Sunset,
        deployment.Model.Lifecycle?.Successor);
}
