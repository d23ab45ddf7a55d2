namespace ModelGateway.Testing.Simulators.OpenAI;

/// <summary>Whose Chat Completions are spoken.</summary>
internal enum OpenAIFlavour
{
    OpenAI = 0,
    DeepSeek,
    AzureOpenAI,
}
