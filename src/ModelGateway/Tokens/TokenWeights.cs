using System.Collections.Frozen;

namespace ModelGateway.Tokens;

/// <summary>How a tokenizer family counts texts, and what the providers that use it add around messages and tools.</summary>
internal sealed record TokenWeights
{
    // An ordinary image or file, where nothing is known of it.
    private const int TokensPerFile = 1_600;

    // A second of audio is about 4 to 32 KB and 10 to 32 tokens; a page of a document about 50 KB and 1,500 to 3,000 tokens. The upper
    // bound treats both as text.
    private const int MediaBytesPerToken = 500;
    private const int FileBytesPerToken = 32;
    private const int MinBytesPerToken = 3;

    private static readonly FrozenDictionary<string, TokenWeights> ByFamily =
        TokenWeightTable.Families.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The weights of texts.</summary>
    public required TextWeights Text { get; init; }

    /// <summary>The tokens of a tool's declaration, relative to those of its JSON: providers rewrite it.</summary>
    public (double Low, double Expected, double High) ToolScale { get; init; } = (1, 1, 1);

    /// <summary>The tokens of the answer's schema, relative to those of its JSON.</summary>
    /// <value>The default is from 0 to 1.2, because the schema may not be part of the prompt.</value>
    public (double Low, double Expected, double High) SchemaScale { get; init; } = (0, 0, 1.2);

    /// <summary>What every request adds.</summary>
    public TokenEstimate PerRequest { get; init; }

    /// <summary>What every message adds.</summary>
    public TokenEstimate PerMessage { get; init; }

    /// <summary>What a tool call or its result adds to its text.</summary>
    public TokenEstimate PerCall { get; init; }

    /// <summary>What the presence of tools adds to a request, once.</summary>
    public TokenEstimate WithTools { get; init; }

    /// <summary>What a tool adds to the text of its declaration.</summary>
    public TokenEstimate PerTool { get; init; }

    /// <summary>What a schema for the answer adds to its text.</summary>
    public TokenEstimate WithSchema { get; init; }

    /// <summary>Whether the prompt leaves out tools that must not be called, as the prompt templates of open models do.</summary>
    public bool LeavesOutIdleTools { get; init; }

    /// <summary>The formula for images.</summary>
    public Func<ImageSize, TokenEstimate> Image { get; init; } = ImageTokens.Other;

    /// <summary>The weights of a family, or those for unknown families.</summary>
    public static TokenWeights For(string? family) =>
        family is not null && ByFamily.TryGetValue(family, out TokenWeights? known) ? known : TokenWeightTable.Unknown;

    /// <summary>The tokens around messages and tools, and of contents that are not text.</summary>
    public TokenEstimate Overhead(in InputCounts counts)
    {
        TokenEstimate tools = Tools(counts.Tools == 0 ? default : WithTools + (PerTool * counts.Tools), counts);
        TokenEstimate sum = PerRequest + (PerMessage * counts.Messages) + (PerCall * counts.Calls)
            + tools + (WithSchema * counts.Schemas)
            + (new TokenEstimate(0, TokensPerFile, TokensPerFile) * counts.Unknown)
            + new TokenEstimate(0, counts.MediaBytes / MediaBytesPerToken, counts.MediaBytes / MinBytesPerToken)
            + new TokenEstimate(0, counts.FileBytes / FileBytesPerToken, counts.FileBytes / MinBytesPerToken);
        for (int i = 0; i < (counts.Images?.Count ?? 0); i++)
        {
            sum += Image(counts.Images![i]);
        }

        return sum;
    }

    /// <summary>The tokens of tools. Tools that must not be called may be left out, which lowers the bounds.</summary>
    public TokenEstimate Tools(TokenEstimate tools, in InputCounts counts) =>
        counts.AreToolsIdle ? tools with { Low = 0, Expected = LeavesOutIdleTools ? 0 : tools.Expected } : tools;
}
