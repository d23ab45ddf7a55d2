using System.Net;
using System.Text;

namespace ModelGateway.Tests.Support;

/// <summary>Answers HTTP requests as a test says, and records the requests.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<(Uri Address, string Headers, string Body)> _sent = [];

    public IReadOnlyList<(Uri Address, string Headers, string Body)> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>An answer as OpenAI's Chat Completions give it.</summary>
    public static StubHandler OpenAI(string text = "hello") => new((_, _) => Task.FromResult(Json(HttpStatusCode.OK, $$$"""
        {"id":"c1","object":"chat.completion","created":1,"model":"served","choices":[{"index":0,"finish_reason":"stop",
        "message":{"role":"assistant","content":"{{{text}}}"}}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}
        """)));

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        lock (_lock)
        {
            _sent.Add((request.RequestUri!, request.Headers.ToString(), body));
        }

        return await answer(request, cancellationToken);
    }
}
