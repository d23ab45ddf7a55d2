using ModelGateway.Access;

namespace ModelGateway.Tests.Access;

public sealed class ScopeSourceTests
{
    [Fact]
    public void Resolve_ReturnsTheEmptyScopeWithoutResolvers() => Assert.Same(GatewayScope.None, new ScopeSource([]).Resolve(null));

    [Fact]
    public void Resolve_ReturnsTheFirstScopeThatAResolverKnows()
    {
        ScopeSource source =
            new([new Fixed(null), new Fixed(new GatewayScope { Team = "first" }), new Fixed(new GatewayScope { Team = "second" })]);

        Assert.Equal("first", source.Resolve(null).Team);
    }

    [Fact]
    public void Resolve_PrefersTheAmbientScope()
    {
        ScopeSource source = new([new Fixed(new GatewayScope { Team = "resolved" })]);
        using IDisposable scope = GatewayScope.Begin(team: "ambient");

        Assert.Equal("ambient", source.Resolve(null).Team);
    }

    [Fact]
    public void Resolve_NarrowsAndRefusesContradictions()
    {
        ScopeSource source = new([new Fixed(new GatewayScope { Team = "search" })]);

        Assert.Equal(new GatewayScope { Team = "search", User = "eve" }, source.Resolve(new GatewayScope { User = "eve" }));
        Assert.Contains(
            "'search'", Assert.Throws<ArgumentException>(() => source.Resolve(new GatewayScope { Team = "ads" })).Message,
                StringComparison.Ordinal);
    }

    private sealed class Fixed(GatewayScope? scope) : IScopeResolver
    {
        public GatewayScope? Resolve() => scope;
    }
}
