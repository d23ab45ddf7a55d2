namespace ModelGateway.Protocols.Gemini;

/// <summary>Which tokens a list of counts by modality is about.</summary>
internal enum GeminiTokens
{
    Prompt,
    Tools,
    Cached,
    Candidates,
}
