using ModelGateway.Buffers;
using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>
/// A provider's client. Snapshots share it for as long as a reload leaves the provider's settings as they are, so that a client that is
/// expensive to create survives reloads; the last snapshot disposes it.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="context">What it was created for; null for a client that is cheap to create, which is not shared.</param>
internal sealed class SharedClient(IModelClient client, ProviderContext? context = null)
{
    private LeaseCount _snapshots = new();

    public IModelClient Client => client;

    /// <summary>Whether the client serves a provider with these settings; if so, it is shared with one more snapshot.</summary>
    public bool TryShare(ProviderContext other) => context is not null && context.HasSameSettings(other) && _snapshots.TryEnter();

    public void Release()
    {
        if (_snapshots.Leave())
        {
            client.Dispose();
        }
    }
}
