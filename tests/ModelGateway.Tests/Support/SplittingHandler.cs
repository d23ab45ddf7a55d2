using System.Net;

namespace ModelGateway.Tests.Support;

/// <summary>Keeps the first answer. Later requests get it in two pieces, without being sent.</summary>
internal sealed class SplittingHandler : DelegatingHandler
{
    public byte[]? Body { get; private set; }

    /// <summary>The length of the first piece.</summary>
    public int At { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Body is null)
        {
            using HttpResponseMessage first = await base.SendAsync(request, cancellationToken);
            Body = await first.Content.ReadAsByteArrayAsync(cancellationToken);
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new TwoPieceStream(Body, At)) };
    }
}
