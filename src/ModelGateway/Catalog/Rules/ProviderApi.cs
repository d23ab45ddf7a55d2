namespace ModelGateway;

/// <summary>Selects one of a provider's interfaces, where it has several.</summary>
public enum ProviderApi
{
    /// <summary>
    /// The provider's usual one. Where it speaks OpenAI's protocols that is Chat Completions; at the vendor's own address a request that
    /// Chat Completions is known to refuse goes to Responses instead, unless it has options that only Chat Completions has, or continues
    /// function calls that began there. The receipt says so (<c>AttemptReceipt.Api</c>).
    /// </summary>
    Auto = 0,

    /// <summary>OpenAI's Chat Completions, for every request.</summary>
    ChatCompletions,

    /// <summary>OpenAI's Responses, for every request.</summary>
    Responses,
}
