using ModelGateway.Providers;

namespace ModelGateway.Tests;

/// <summary>The types of providers that come with the gateway, for tests that go through all of them.</summary>
internal static class ProviderTypes
{
    private static readonly ProviderTypeRegistry Types = new(BuiltInProviders.Types);

    public static IReadOnlyList<string> Names => Types.Names;

    public static ProviderTypeRegistry Registry => Types;

    public static HttpProviderDefinition? Find(string name) => (Types.Find(name) as HttpProviderType)?.Definition;
}
