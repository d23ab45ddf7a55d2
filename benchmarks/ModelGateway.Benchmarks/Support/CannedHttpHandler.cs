using System.Net;
using System.Net.Http.Headers;

namespace ModelGateway.Benchmarks.Support;

/// <summary>Stands in for the network, the same for every peer: it drains the request's body and answers with canned bytes.</summary>
internal sealed class CannedHttpHandler(byte[] answer, string contentType) : HttpMessageHandler
{
    private readonly MediaTypeHeaderValue _contentType = new(contentType);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        HttpResponseMessage response = new(HttpStatusCode.OK)
        {
            Content = new StreamContent(new MemoryStream(answer, writable: false)),
            RequestMessage = request,
        };
        response.Content.Headers.ContentType = _contentType;
        return response;
    }

}
