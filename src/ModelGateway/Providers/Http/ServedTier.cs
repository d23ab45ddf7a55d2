using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Costs;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.RateLimiting;

namespace ModelGateway.Providers.Http;

/// <summary>
/// The class of service that a header names where the body does not. The standard class is told only to requests that set something of
/// their own, which it may answer.
/// </summary>
internal readonly struct ServedTier(IProtocol protocol, HttpResponseHeaders headers)
{
    /// <summary>The answer's additional properties with the class; null for none.</summary>
    public AdditionalPropertiesDictionary? AddTo(AdditionalPropertiesDictionary? properties, ChatCall call)
    {
        if (protocol.ServiceTierHeader is not { } name || properties?.ContainsKey(AnswerProperties.ServiceTier) == true
            || RetryHint.Header(headers, name) is not { } tier
            || (ServiceTiers.Normalize(tier) is null && call.Options is not { AdditionalProperties.Count: > 0 }))
        {
            return properties;
        }

        properties ??= [];
        properties[AnswerProperties.ServiceTier] = tier;
        return properties;
    }
}
