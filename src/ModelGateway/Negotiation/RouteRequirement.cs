namespace ModelGateway;

/// <summary>Something that a request needs.</summary>
/// <param name="Capability">What it needs.</param>
/// <param name="Source">Where that comes from; where it comes from several, what was named goes before what was inferred.</param>
/// <param name="IsOptional">Whether an answer does not depend on it: a deployment that lacks it leaves it out (<see cref="GatewayRouteOptions.WhenOptionMissing"/>).</param>
public sealed record RouteRequirement(Capability Capability, RequirementSource Source, bool IsOptional)
{
    /// <summary>The requirement in a few words.</summary>
    /// <returns>E.g. <c>json-schema (request)</c> or <c>seed (request, optional)</c>.</returns>
    public override string ToString() => $"{Capability} ({Source.ToString().ToLowerInvariant()}{(IsOptional ? ", optional" : "")})";
}
