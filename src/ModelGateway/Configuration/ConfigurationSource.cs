using Microsoft.Extensions.Configuration;

namespace ModelGateway.Configuration;

/// <summary>A configuration that a gateway reads, and whose changes it follows.</summary>
internal sealed record ConfigurationSource(string Gateway, IConfiguration Configuration);
