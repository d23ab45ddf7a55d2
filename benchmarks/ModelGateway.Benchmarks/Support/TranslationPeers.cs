using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Benchmarks.Support;

/// <summary>The whole gateway over one provider, with the canned network below it.</summary>
internal static class TranslationPeers
{
    public static readonly Uri Endpoint = new("http://host/v1/");

    public static string ContentType(TranslationCase translation) =>
        translation == TranslationCase.Stream200 ? "text/event-stream" : "application/json";

    public static int ExpectedLength(TranslationCase translation) =>
        translation == TranslationCase.Stream200 ? CannedAnswers.StreamLength : CannedAnswers.Text.Length;

    /// <summary>A gateway with one priced model of one provider, behind a route named after the model.</summary>
    public static IChatClient Gateway(string type, string model, Uri endpoint, HttpMessageHandler network) => ModelGatewayClient.Create(gateway =>
    {
        gateway.AddRoute(model, route => route.To($"vendor/{model}"));
        gateway.AddProvider("vendor", type, options =>
        {
            options.Endpoint = endpoint;
            options.Keys.Add("key-of-the-benchmark");
            options.Models.Add(new ModelInfo { Id = model, Price = new ModelPrice(0.25m, 2m) });
        });
        gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => network);
    });
}
