namespace ModelGateway;

/// <summary>Selects one of a provider's interfaces, where it has several.</summary>
public enum ProviderApi
{
    /// <summary>The provider's usual one; Chat Completions where it speaks OpenAI's protocols.</summary>
    Default = 0,

    /// <summary>OpenAI's Chat Completions.</summary>
    ChatCompletions,

    /// <summary>OpenAI's Responses.</summary>
    Responses,
}
