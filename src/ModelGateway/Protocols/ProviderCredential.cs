using System.Net.Http.Headers;

namespace ModelGateway.Protocols;

/// <summary>
/// What an attempt proves its right with. It is not a record, because a record's <c>ToString</c> would show the secret.
/// </summary>
/// <param name="secret">The key or token; null where the provider needs none.</param>
/// <param name="isToken">Whether it is a short-lived token that <see cref="ProviderOptions.TokenCallback"/> gave, rather than a
/// key.</param>
internal readonly struct ProviderCredential(string? secret, bool isToken = false)
{
    public string? Secret => secret;

    public bool IsToken => isToken;

    public bool IsEmpty => string.IsNullOrEmpty(secret);

    /// <summary>Adds the secret to a request: a token as bearer, a key in the header that the protocol has for keys.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="keyHeader">The header for keys; null where they are sent as bearer too.</param>
    public void WriteTo(HttpRequestHeaders headers, string? keyHeader = null)
    {
        if (IsEmpty)
        {
            return;
        }

        if (keyHeader is not null && !isToken)
        {
            headers.TryAddWithoutValidation(keyHeader, secret);
        }
        else
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => IsEmpty ? "none" : isToken ? "a token" : "a key";
}
