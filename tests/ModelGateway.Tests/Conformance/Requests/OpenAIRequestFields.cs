namespace ModelGateway.Tests.Conformance.Requests;

internal static class OpenAIRequestFields
{
    public static IReadOnlyList<string> All { get; } = [];
}
