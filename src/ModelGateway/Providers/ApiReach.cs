using ModelGateway.Capabilities;

namespace ModelGateway.Providers;

/// <summary>Which of OpenAI's interfaces a client reaches; the default value is that of a client that speaks neither.</summary>
/// <param name="Api">The one that requests go to, unless they move.</param>
/// <param name="MayMove">Whether a request may go to Responses instead.</param>
/// <param name="IsOwnAddress">Whether the address is not the vendor's: its server may take what the vendor's refuses.</param>
/// <param name="MovedLacks">What Responses lacks, where requests may move there.</param>
internal readonly record struct ApiReach(ProviderApi Api, bool MayMove, bool IsOwnAddress, CapabilityFlags MovedLacks);
