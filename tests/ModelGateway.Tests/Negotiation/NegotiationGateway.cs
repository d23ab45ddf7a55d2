using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Negotiation;

/// <summary>
/// A gateway over scripted clients. Each stands for a model that a test describes, and all are on the route <c>chat</c>.
/// </summary>
internal sealed class NegotiationGateway : IDisposable
{
    private readonly Dictionary<string, ScriptedChatClient> _clients = [];
    private readonly IChatClient _owner;

    public NegotiationGateway(
        IEnumerable<ModelInfo> models, Action<GatewayRouteBuilder>? route = null, Action<IModelGatewayBuilder>? gateway = null)
    {
        ModelInfo[] all = [.. models];
        _owner = GatewayChatClient.Create(builder =>
        {
            foreach (ModelInfo model in all)
            {
                ScriptedChatClient client = new();
                _clients.Add(model.Id, client);
                builder.AddDeployment(model.Id, client, configure: options => options.Model = model);
            }

            builder.AddRoute("chat", options =>
            {
                options.To([.. all.Select(static model => model.Id)]);
                route?.Invoke(options);
            });
            gateway?.Invoke(builder);
        });
        Client = _owner.GetService<GatewayChatClient>()!;
    }

    public GatewayChatClient Client { get; }

    public static CapabilitySet Can(params Capability[] yes) => new(yes);

    public static CapabilitySet Cannot(params Capability[] no) => new([], no);

    public IReadOnlyList<ScriptedCall> Calls(string model) => _clients[model].Calls;

    public int AllCalls => _clients.Values.Sum(static client => client.Calls.Count);

    public async Task<GatewayReceipt> AskAsync(ChatOptions? options = null, string text = "hi") =>
        (await Client.GetResponseAsync(text, options)).GetReceipt()!;

    public void Dispose() => _owner.Dispose();
}
