namespace ModelGateway.Testing.Simulators.OpenAI;

/// <summary>The vendor of the Chat Completions protocol.</summary>
internal enum OpenAIFlavour
{
    OpenAI = 0,
    DeepSeek,
    AzureOpenAI,
}
