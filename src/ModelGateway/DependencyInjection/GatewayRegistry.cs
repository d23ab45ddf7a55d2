using ModelGateway.Configuration;

namespace ModelGateway.DependencyInjection;

/// <summary>
/// The gateways of a service collection. A second call for the same gateway goes on with the builder of the first, so that both calls
/// configure one client.
/// </summary>
internal sealed class GatewayRegistry
{
    private readonly List<ModelGatewayBuilder> _builders = [];

    /// <summary>The builder of the gateway with a key; null where there is none yet.</summary>
    public ModelGatewayBuilder? Find(object key) => _builders.Find(builder => builder.Identity.Key.Equals(key));

    public void Add(ModelGatewayBuilder builder) => _builders.Add(builder);

    /// <summary>
    /// Names the gateway of a key. A text names it itself; any other key by its text and its type, because <c>1</c> and <c>"1"</c> are two
    /// keys.
    /// </summary>
    public GatewayIdentity Identify(object key, string text)
    {
        if (Find(key) is { } known)
        {
            return known.Identity;
        }

        string first = key is string ? text : $"{text} ({key.GetType().FullName})";
        string name = first;
        for (int number = 2; _builders.Exists(builder => builder.Name == name); number++)
        {
            name = $"{first} #{number}";
        }

        return new GatewayIdentity(key, name);
    }
}
