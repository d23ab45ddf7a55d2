namespace ModelGateway.Tests.Conformance.Requests;

internal static class AnthropicRequestFields
{
    public static IReadOnlyList<string> All { get; } = [];
}
