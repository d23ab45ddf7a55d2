using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Configuration;
using ModelGateway.Routing;
using ModelGateway.Schemas;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Pipeline;

/// <summary>Checks which candidates take a response format, without sending it.</summary>
/// <param name="snapshot">The configuration.</param>
/// <param name="explain">Explains how a request would be routed.</param>
internal sealed class SchemaChecker(GatewaySnapshot snapshot, Func<ChatOptions, RouteExplanation> explain)
{
    public SchemaReport Check(JsonElement schema, string? route, bool isStrict)
    {
        ChatResponseFormatJson format = ChatResponseFormat.ForJsonSchema(Wrap(schema));
        ChatOptions options = new() { ModelId = route, ResponseFormat = format };
        if (isStrict)
        {
            options.AdditionalProperties = new() { ["strict"] = true };
        }

        RouteExplanation plan = explain(options);
        List<SchemaCandidate> candidates = [.. plan.Candidates.Select(candidate => Check(candidate, format, isStrict))];
        candidates.AddRange(plan.Excluded.Select(static one => new SchemaCandidate(one.Deployment) { Broken = [one.Reason] }));
        return new SchemaReport(route ?? plan.Route, candidates);
    }

    private SchemaCandidate Check(RouteCandidate candidate, ChatResponseFormatJson format, bool isStrict)
    {
        const Bridges BySchema = Bridges.SchemaByTool | Bridges.SchemaByPrompt;
        if ((candidate.Bridges & BySchema) != 0
            || !snapshot.TryResolveDeployment(candidate.Deployment, out Route? found)
            || found.Candidates[0].Client.FindSchemaDialect(found.Candidates[0].Model.Id, isStrict) is not { } dialect)
        {
            return new SchemaCandidate(candidate.Deployment) { Bridges = candidate.Bridges & BySchema };
        }

        AdaptedSchema adapted = dialect.Adapt(format, format.Schema!.Value);
        return dialect.IsSentAsGiven
            ? new SchemaCandidate(candidate.Deployment) { Broken = adapted.Broken, Ignored = adapted.Moved }
            : new SchemaCandidate(candidate.Deployment)
            {
                Broken = adapted.Broken,
                Moved = adapted.Moved,
                Ignored = adapted.Ignored,
            };
    }

    // GetResponseAsync<T> of Microsoft.Extensions.AI puts what is no object into one.
    private static JsonElement Wrap(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out JsonElement type)
            && type.ValueKind == JsonValueKind.String && type.ValueEquals("object"u8))
        {
            return schema;
        }

        return JsonElement.Parse(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["data"] = SchemaNodes.Create(schema) },
            ["required"] = new JsonArray("data"),
            ["additionalProperties"] = false,
        }.ToJsonString());
    }
}
