using System.Text.Json.Nodes;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>The same place in the recorded and in the written request.</summary>
internal readonly record struct RequestPair(JsonNode? Recorded, JsonNode? Written);
