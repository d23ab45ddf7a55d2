using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.Tests.Concurrency;

namespace ModelGateway.Tests.Configuration;

public sealed class SharedClientTests
{
    [Fact]
    public void Release_DisposesTheClientWithItsLastSnapshot()
    {
        using CountingClient client = new();
        SharedClient shared = new(client, Context("a"));

        Assert.True(shared.TryShare(Context("a")));
        shared.Release();
        Assert.Equal(0, client.Disposals);
        shared.Release();
        Assert.Equal(1, client.Disposals);
        Assert.False(shared.TryShare(Context("a")));
    }

    [Fact]
    public void TryShare_RefusesOtherSettings_AndClientsWithoutAContext()
    {
        using CountingClient client = new();

        Assert.False(new SharedClient(client, Context("a")).TryShare(Context("b")));
        Assert.False(new SharedClient(client).TryShare(Context("a")));
    }

    private static ProviderContext Context(string prefix) =>
        new("p", new ProviderOptions { Type = "Echo", Settings = { ["Prefix"] = prefix } }, new ServiceCollection().BuildServiceProvider());
}
