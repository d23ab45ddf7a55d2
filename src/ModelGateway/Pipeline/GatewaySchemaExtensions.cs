using System.Text.Json;
using ModelGateway;
using ModelGateway.Pipeline;

namespace Microsoft.Extensions.AI;

/// <summary>Asks the gateway below a client which candidates of a route can answer by a schema, without sending anything.</summary>
public static class GatewaySchemaExtensions
{
    /// <summary>
    /// Checks which candidates can answer as a type, as <c>GetResponseAsync&lt;T&gt;</c> asks for it: which property which of them cannot
    /// take and why, and what is put into descriptions.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="client">A client with a gateway below it.</param>
    /// <param name="route">The route or deployment; null for the default route.</param>
    /// <param name="serializerOptions">
    /// The options that describe the type, as for a trimmed or ahead-of-time compiled application; null for those of
    /// Microsoft.Extensions.AI.
    /// </param>
    /// <param name="strict">Whether requests will ask for strictness (<c>AdditionalProperties["strict"]</c>).</param>
    /// <returns>The report.</returns>
    /// <exception cref="InvalidOperationException">There is no gateway below the client.</exception>
    /// <exception cref="NoRouteException">The name leads nowhere.</exception>
    public static SchemaReport CheckSchema<T>(
        this IChatClient client, string? route = null, JsonSerializerOptions? serializerOptions = null, bool strict = false) =>
        client.CheckSchema(AIJsonUtilities.CreateJsonSchema(typeof(T), serializerOptions: serializerOptions), route, strict);

    /// <summary>The same for a schema.</summary>
    /// <param name="client">A client with a gateway below it.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="route">The route or deployment; null for the default route.</param>
    /// <param name="strict">Whether requests will ask for strictness.</param>
    /// <returns>The report.</returns>
    /// <exception cref="InvalidOperationException">There is no gateway below the client.</exception>
    /// <exception cref="NoRouteException">The name leads nowhere.</exception>
    public static SchemaReport CheckSchema(this IChatClient client, JsonElement schema, string? route = null, bool strict = false) =>
        client.FindGateway().CheckSchema(schema, route, strict);
}
