using ModelGateway.Providers;

namespace ModelGateway.Tests.Providers;

public sealed class ProviderTypeRegistryTests
{
    [Theory]
    [InlineData("OpenAI", "OpenAI")]
    [InlineData("openai", "OpenAI")]
    [InlineData("OPENAI", "OpenAI")]
    [InlineData("OpenAI ", null)]
    [InlineData("", null)]
    public void Find_IgnoresCaseOnly(string name, string? expected) =>
        Assert.Equal(expected, new ProviderTypeRegistry(BuiltInProviders.Types).Find(name)?.Name);

    [Fact]
    public void Names_AreSorted() =>
        Assert.Equal(["Anthropic", "Gemini", "XAI"], new ProviderTypeRegistry([Named("XAI"), Named("Anthropic"), Named("Gemini")]).Names);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Find_PrefersAPackagesTypeToTheGatewaysOwn_InAnyOrder(bool packageFirst)
    {
        ProviderType own = Named("Ollama");
        Package package = new("ollama");

        ProviderTypeRegistry registry = new(packageFirst ? [package, own] : [own, package]);

        Assert.Same(package, registry.Find("Ollama"));
        Assert.Equal(["ollama"], registry.Names);
    }

    [Fact]
    public void Find_ReturnsTheLaterOfTwoPackagesTypes()
    {
        Package later = new("Local");

        Assert.Same(later, new ProviderTypeRegistry([new Package("Local"), later]).Find("local"));
    }

    [Fact]
    public void Find_LoadsNoDefinition()
    {
        HttpProviderType type = new("Lazy", static () => throw new InvalidOperationException("loaded"));

        Assert.Same(type, new ProviderTypeRegistry([type]).Find("lazy"));
        Assert.Throws<InvalidOperationException>(() => type.Definition);
    }

    private static HttpProviderType Named(string name) => new(name, static () => OpenAIProvider.Definition);

    private sealed class Package(string name) : ProviderType(name);
}
