using System.Net;
using System.Text;

namespace AotApp;

/// <summary>Answers every request in memory as the provider that its path belongs to.</summary>
internal sealed class CannedProvider : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Get)
        {
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"data":[{"id":"m","max_tokens":8}],"has_more":false}""") };
        }

        string body = await request.Content!.ReadAsStringAsync(cancellationToken);
        bool streaming = body.Contains("\"stream\":true", StringComparison.Ordinal) || path.Contains("stream", StringComparison.Ordinal);
        CannedAnswer answer = CannedAnswer.Of(path);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = streaming ? new ByteArrayContent(answer.Stream) : new StringContent(answer.Whole, Encoding.UTF8, "application/json"),
        };
    }
}
