using System.Net.Http.Headers;
using ModelGateway.Buffers;

namespace ModelGateway.Protocols;

/// <summary>Adds headers whose values come from the options or the tools of a request.</summary>
internal static class RequestHeaders
{
    /// <param name="headers">The request's headers.</param>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="option">The option that the value comes from, for the error.</param>
    /// <exception cref="ProviderException">No header can carry the value.</exception>
    public static void AddChecked(this HttpRequestHeaders headers, string name, string value, string option)
    {
        if (!HeaderText.IsSendable(value))
        {
            throw ProtocolError.InvalidRequest($"{option} {HeaderText.Fault}");
        }

        headers.TryAddWithoutValidation(name, value);
    }
}
