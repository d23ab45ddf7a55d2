using System.Net;

namespace ModelGateway.Tests.Support;

/// <summary>
/// Keeps the first answer. Later requests get that answer, changed by <see cref="Rewrite"/>, without being sent.
/// </summary>
internal sealed class RewritingHandler : DelegatingHandler
{
    private string? _mediaType;

    public byte[]? Body { get; private set; }

    /// <summary>Makes the delivered body from the kept one.</summary>
    public Func<byte[], byte[]> Rewrite { get; set; } = static body => body;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Body is null)
        {
            using HttpResponseMessage first = await base.SendAsync(request, cancellationToken);
            Body = await first.Content.ReadAsByteArrayAsync(cancellationToken);
            _mediaType = first.Content.Headers.ContentType?.ToString();
        }

        ByteArrayContent content = new(Rewrite(Body));
        content.Headers.TryAddWithoutValidation("Content-Type", _mediaType);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }
}
