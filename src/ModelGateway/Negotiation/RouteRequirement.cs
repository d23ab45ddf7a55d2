namespace ModelGateway;

/// <summary>A capability that a request needs.</summary>
/// <param name="Capability">The capability.</param>
/// <param name="Source">The origin of the need. If there are several, a requirement by name takes precedence over an inferred one.</param>
/// <param name="IsOptional">
/// Whether the answer does not depend on the capability, so that a deployment without it leaves it out (see
/// <see cref="GatewayRouteOptions.WhenOptionMissing"/>).
/// </param>
public sealed record RouteRequirement(Capability Capability, RequirementSource Source, bool IsOptional)
{
    /// <summary>The requirement as text.</summary>
    /// <returns>E.g. <c>json-schema (request)</c> or <c>seed (request, optional)</c>.</returns>
    public override string ToString() => $"{Capability} ({Source.ToString().ToLowerInvariant()}{(IsOptional ? ", optional" : "")})";
}
