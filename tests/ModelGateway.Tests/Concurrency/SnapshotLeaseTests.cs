using ModelGateway.Configuration;
using ModelGateway.Keys;

namespace ModelGateway.Tests.Concurrency;

public sealed class SnapshotLeaseTests
{
    [Fact]
    public async Task Release_DisposesTheClientOnceAfterTheLastLease()
    {
        for (int round = 0; round < 100; round++)
        {
            using CountingClient client = new();
            GatewaySnapshot snapshot = Create(client);
            int leased = 0;
            await Threads.RunAsync(thread =>
            {
                for (int i = 0; i < 200; i++)
                {
                    if (thread == 0 && i == 100)
                    {
                        snapshot.Release();
                        return;
                    }

                    if (snapshot.TryLease())
                    {
                        Interlocked.Increment(ref leased);
                        Assert.Equal(0, client.Disposals);
                        snapshot.Release();
                    }
                }
            });

            Assert.True(leased >= 100);
            Assert.Equal(1, client.Disposals);
            Assert.False(snapshot.TryLease());
        }
    }

    private static GatewaySnapshot Create(CountingClient client)
    {
        ProviderRuntime provider = new("p", new ProviderOptions(), new SharedClient(client), new KeyPool([], _ => new KeyHealth()));
        return new GatewaySnapshot(
            new ModelGatewayOptions(), ModelCatalog.Embedded, new() { ["p"] = provider }, [], [], (_, _) =>
                throw new NotSupportedException());
    }
}
