using ModelGateway.Failures;

namespace ModelGateway.Exceptions;

/// <summary>Turns what an attempt threw into what the caller sees.</summary>
internal static class ProviderExceptions
{
    /// <summary>The protocol's own exception where there is one, so that its type and stack stay; else a new one around what was thrown.</summary>
    public static ProviderException From(ProviderFailure failure, Exception thrown, string deployment)
    {
        ProviderException exception = thrown is ProviderException provider && ReferenceEquals(provider.Failure, failure)
            ? provider
            : new ProviderException(failure, thrown);
        exception.Deployment = deployment;
        return exception;
    }
}
