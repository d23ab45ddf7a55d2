using ModelGateway.Failures;

namespace ModelGateway.Keys;

/// <summary>Why a key may not be used now.</summary>
/// <param name="Cause">The failure after which it rests; null where no key is left that was not tried.</param>
/// <param name="Left">How long until it may be used again; zero while a probe is under way.</param>
/// <param name="IsOfDeployment">Whether the failure was about the deployment, whichever key it is reached with.</param>
internal readonly record struct KeyRest(ProviderFailure? Cause, TimeSpan Left, bool IsOfDeployment)
{
    /// <summary>No key rests, but each was tried.</summary>
    public static KeyRest None { get; } = new(null, TimeSpan.MaxValue, false);
}
