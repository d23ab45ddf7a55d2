using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>Estimates what a request sends; asked only where a budget or a missing usage report calls for it.</summary>
internal interface IInputEstimate
{
    /// <summary>How many tokens the input has, about, as a deployment would be sent it.</summary>
    TokenEstimate EstimateInput(Deployment deployment);
}
