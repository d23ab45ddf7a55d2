using System.Net;
using System.Net.Http.Headers;

namespace StartupApp;

/// <summary>Answers every request with the same bytes.</summary>
internal sealed class CannedNetwork : HttpMessageHandler
{
    private static ReadOnlySpan<byte> Answer =>
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":1750000000,"model":"gpt-5-mini","choices":[{"index":0,"message":{"role":"assistant",
        "content":"Hello!"},"finish_reason":"stop"}],"usage":{"prompt_tokens":8,"completion_tokens":2,"total_tokens":10}}
        """u8;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        ByteArrayContent content = new(Answer.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }
}
