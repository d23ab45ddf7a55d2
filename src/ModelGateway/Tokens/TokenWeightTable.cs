namespace ModelGateway.Tokens;

/// <summary>The weights of every tokenizer family.</summary>
/// <remarks>
/// OpenAI's are fitted to exact counts. The other families' texts are weighed like OpenAI's, times a factor fitted to the usage that about
/// 940 recorded requests to their providers report (almost all English and JSON). The overhead of messages and tools was fitted to the same
/// requests. Where a vocabulary for other scripts is unknown, the bounds span both of OpenAI's.
/// </remarks>
internal static class TokenWeightTable
{
    private static readonly TextWeights Either = OpenAIWeights.O200K.Or(OpenAIWeights.Cl100K);

    /// <summary>The weights for unknown families: between those of all known ones.</summary>
    public static TokenWeights Unknown { get; } = Create(Either.WithSingleDigits().Times(0.85, 1.03, 1.1), (0.4, 1.1, 2)) with
    {
        PerMessage = new(0, 5, 8),
        PerCall = new(0, 12, 30),
        WithTools = new(0, 100, 720),
        PerTool = new(0, 12, 120),
        SchemaScale = (0, 0.5, 1.2),
        WithSchema = new(0, 0, 260),
    };

    public static KeyValuePair<string, TokenWeights>[] Families { get; } =
    [
        new(TokenizerFamilies.O200K, OpenAI(OpenAIWeights.O200K)),
        new(TokenizerFamilies.Cl100K, OpenAI(OpenAIWeights.Cl100K)),
        new(TokenizerFamilies.Claude, Anthropic(Either.Times(0.9, 1.05, 1.1))),
        new(TokenizerFamilies.ClaudeOpus47, Anthropic(Either.Times(1.1, 1.5, 1.6))),
        new(TokenizerFamilies.Gemini, Create(Either.WithSingleDigits().Times(0.85, 1.02, 1.1), (0.5, 0.9, 1.4)) with
        {
            PerRequest = new(0, 0, 8),
            PerMessage = new(0, 1, 3),
            PerCall = new(0, 9, 24),
            PerTool = new(0, 9, 30),
            Image = ImageTokens.Gemini,
        }),
        new(TokenizerFamilies.Llama, Create(Either.Times(0.85, 1, 1.1), (0.6, 1.2, 1.8)) with
        {
            LeavesOutIdleTools = true,
            PerRequest = new(0, 32, 48),
            PerMessage = new(0, 3, 6),
            PerCall = new(0, 5, 20),
            WithTools = new(0, 130, 220),
            PerTool = new(0, 5, 60),
        }),
        new(TokenizerFamilies.Mistral, Create(Either.Times(0.85, 1.03, 1.15), (0.6, 1.5, 2.2)) with
        {
            LeavesOutIdleTools = true,
            PerRequest = new(0, 2, 12),
            PerMessage = new(0, 4, 8),
            PerCall = new(0, 6, 24),
            WithTools = new(0, 20, 80),
            PerTool = new(0, 6, 40),
            Image = ImageTokens.Patches,
        }),
        new(TokenizerFamilies.Qwen, Create(Either.WithSingleDigits().Times(0.85, 1, 1.1), (0.6, 1.35, 2)) with
        {
            LeavesOutIdleTools = true,
            PerRequest = new(0, 5, 12),
            PerMessage = new(1, 3, 6),
            PerCall = new(0, 11, 44),
            WithTools = new(0, 90, 240),
            PerTool = new(0, 17, 60),
            Image = ImageTokens.Patches,
        }),
        new(TokenizerFamilies.DeepSeek, Create(Either.Times(0.85, 1.02, 1.15), (0.6, 1.8, 2.4)) with
        {
            LeavesOutIdleTools = true,
            PerRequest = new(0, 4, 96),
            PerMessage = new(0, 1, 6),
            PerCall = new(0, 20, 40),
            WithTools = new(0, 190, 260),
            PerTool = new(0, 2, 40),
        }),
        new(TokenizerFamilies.Cohere, Create(Either.Times(0.85, 1, 1.15), (0, 1, 2)) with
        {
            // Cohere prepends about 500 tokens to a request, or 900 with tools, and bills none of them.
            PerRequest = new(0, 0, 520),
            PerMessage = new(0, 2, 16),
            PerCall = new(0, 8, 40),
            WithTools = new(0, 0, 1_000),
            PerTool = new(0, 8, 80),
        }),
        new(TokenizerFamilies.Grok, Create(Either.Times(0.85, 0.98, 1.1), (0.6, 1.2, 1.8)) with
        {
            PerRequest = new(0, 140, 720),
            PerMessage = new(0, 1, 6),
            PerCall = new(0, 20, 60),
            WithTools = new(0, 36, 240),
            PerTool = new(0, 7, 60),
        }),
        new(TokenizerFamilies.Nova, Create(Either.Times(0.85, 1.01, 1.2), (0.6, 1.05, 1.6)) with
        {
            PerRequest = new(0, 1, 12),
            PerMessage = new(0, 1, 6),
            PerCall = new(0, 16, 40),
            WithTools = new(0, 356, 480),
            PerTool = new(0, 14, 40),
        }),
    ];

    private static TokenWeights OpenAI(TextWeights text) => Create(text, (0.35, 0.6, 1.2)) with
    {
        // The open models of the family prepend about 66 tokens.
        PerRequest = new(0, 4, 72),
        SchemaScale = (0, 0.65, 1.2),
        PerMessage = new(0, 3, 6),
        PerCall = new(0, 7, 20),
        WithTools = new(0, 10, 60),
        PerTool = new(0, 5, 20),
        Image = ImageTokens.OpenAI,
    };

    private static TokenWeights Anthropic(TextWeights text) => Create(text, (0.8, 1, 1.2)) with
    {
        PerRequest = new(0, 5, 48),
        PerMessage = new(0, 2, 5),
        PerCall = new(0, 17, 40),
        WithTools = new(120, 560, 760),
        PerTool = new(0, 26, 50),
        SchemaScale = (0, 1, 1.2),
        WithSchema = new(0, 180, 260),
        Image = ImageTokens.Claude,
    };

    private static TokenWeights Create(TextWeights text, (double Low, double Expected, double High) tools) => new()
    {
        Text = text,
        ToolScale = tools,
    };
}
