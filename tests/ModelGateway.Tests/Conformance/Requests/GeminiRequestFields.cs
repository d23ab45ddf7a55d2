namespace ModelGateway.Tests.Conformance.Requests;

internal static class GeminiRequestFields
{
    public static IReadOnlyList<string> All { get; } = [];
}
